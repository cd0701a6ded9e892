public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Stations, hubs and depots to be closed.
public struct StationClosingSheet: Record {
    /// Which.
    public var stationIDs: [UUIDv7]

    /// Makes it of ids.
    public init(_ stationIDs: [UUIDv7]) {
        self.stationIDs = stationIDs
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        stationIDs = try fields.field("station_ids", sheet?.stationIDs)
    }
}

extension LogisticsService {
    /// CLOSE: stations take no more goods: all of them, or none. What is on its way there goes on.
    public func closeStations(
        _ sheet: StationClosingSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(distinct: sheet.stationIDs, field: "station_ids")
        var desk = try await SiteDesk(locking: sheet.stationIDs, named: "station_ids", beside: [], in: transaction)
        let hubs = try await SiteStore(transaction: transaction).hubsNeeded(among: sheet.stationIDs)
        if let hub = hubs.first {
            throw Problem(
                409, "hub-in-use", "hub \(hub) collects from open stations; close them, or give them another hub first",
                field: "station_ids")
        }
        for id in sheet.stationIDs {
            try desk.take("close", of: id, Act(context)) { (site) throws(SiteRefusal) in try site.close() }
            try AuditTrail.record("close-station", on: "\(id)", by: context, in: transaction)
        }
        return Told(IDList(sheet.stationIDs), try desk.save())
    }
}
