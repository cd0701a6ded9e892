public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
internal import Vocabulary

/// Stations, hubs and depots to be opened.
public struct StationSheet: Record {
    /// All of them.
    public var stations: [StationDescription]

    /// Makes it of descriptions.
    public init(_ stations: [StationDescription]) {
        self.stations = stations
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        stations = try fields.field("stations", sheet?.stations)
    }
}

extension LogisticsService {
    /// OPEN: stations, hubs and depots join the network: all of them, or none. A hub must be there before its stations.
    public func openStations(
        _ sheet: StationSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.stations.count, field: "stations")
        var desk = try await SiteDesk(
            locking: [], named: "stations", beside: sheet.stations.compactMap(\.hub), in: transaction)
        let ids = try sheet.stations.map { description in
            try desk.open(try description.profile(hubs: desk.others), Act(context))
        }
        for id in ids { try AuditTrail.record("open-station", on: "\(id)", by: context, in: transaction) }
        return Told(IDList(ids), try desk.save())
    }
}
