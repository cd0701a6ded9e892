internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

extension ServiceArea {
    /// Reads of the network what requests for carriage are judged by.
    static func read(
        for requests: [ConsignmentRequest], at now: Instant, in transaction: PostgresTransaction
    ) async throws -> ServiceArea {
        let ends = requests.flatMap { request in
            request.destinationKind == .address ? [request.originID] : [request.originID, request.destinationID]
        }
        let sites = try await SiteStore(transaction: transaction).loadWithHubs(Set(ends).sorted())
        let lanes = try await LaneStore(transaction: transaction).load(
            from: sites.filter(\.sortsGoods).map(\.id), to: Set(requests.map(\.city)).sorted(), at: now)
        let vehicles = try await VehicleStore(transaction: transaction).loadFleet()
        return ServiceArea(sites: sites, lanes: lanes, vehicles: vehicles)
    }
}
