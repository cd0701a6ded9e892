internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

/// What logistics reports of a consignment, which is one order's.
protocol ConsignmentReport: Event {
    var orderID: UUIDv7 { get }
}

extension ConsignmentRefused: ConsignmentReport {}
extension ConsignmentWithdrawn: ConsignmentReport {}
extension ConsignmentCollected: ConsignmentReport {}
extension ConsignmentDelivered: ConsignmentReport {}
extension ConsignmentFailed: ConsignmentReport {}

extension CatalogueService {
    /// Lets the reservations of reports' orders follow what logistics says of their goods.
    func carry<Report: ConsignmentReport>(
        _ reports: [Received<Report>], _ command: ReservationCommand, in transaction: PostgresTransaction,
        _ change: (inout Reservation, Report, ReleasePaths) throws(ReservationRefusal) -> [ReservationFact]
    ) async throws -> [PendingEvent] {
        if reports.isEmpty { return [] }
        var desk = try await StockDesk(
            for: reports.map(\.body.orderID), at: workbench.clock.now(), in: transaction)
        try await desk.openLots()
        for received in reports {
            try desk.carry(received.body.orderID, command, by: received.envelope) {
                reservation, paths throws(ReservationRefusal) in
                try change(&reservation, received.body, paths)
            }
        }
        return try await desk.save()
    }
}
