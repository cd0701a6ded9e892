public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Stations, hubs and depots to be described anew.
public struct StationChangeSheet: Record {
    /// One of them.
    public struct Entry: Record {
        /// The station.
        public var stationID: UUIDv7
        /// What it is from now on.
        public var description: StationDescription

        /// Describes a station anew.
        public init(stationID: UUIDv7, description: StationDescription) {
            self.stationID = stationID
            self.description = description
        }

        /// Lists the fields: the station's, beside those that describe it.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            stationID = try fields.field("station_id", entry?.stationID)
            description = try StationDescription(&fields, entry?.description)
        }
    }

    /// All of them.
    public var stations: [Entry]

    /// Makes it of entries.
    public init(_ stations: [Entry]) {
        self.stations = stations
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        stations = try fields.field("stations", sheet?.stations)
    }
}

extension LogisticsService {
    /// CHANGE: open stations are described anew: all of them, or none.
    public func changeStations(
        _ sheet: StationChangeSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        let ids = sheet.stations.map(\.stationID)
        try Bounds.check(distinct: ids, field: "stations")
        var desk = try await SiteDesk(
            locking: ids, named: "stations.station_id", beside: sheet.stations.compactMap(\.description.hub),
            in: transaction)
        for entry in sheet.stations {
            let profile = try entry.description.profile(hubs: desk.others)
            try desk.take("change", of: entry.stationID, Act(context)) { (site) throws(SiteRefusal) in
                try site.change(to: profile)
            }
            try AuditTrail.record("change-station", on: "\(entry.stationID)", by: context, in: transaction)
        }
        return Told(IDList(ids), try desk.save())
    }
}
