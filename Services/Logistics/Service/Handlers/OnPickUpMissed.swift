internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary
internal import Runtime

extension LogisticsService {
    /// Parcels that nobody fetched in time are given up.
    func onPickUpMissed(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let due = try passed.map { (id: try $0.id(), act: Act(clockAt: $0.due, in: $0.trace)) }
        var desk = try await ConsignmentDesk(locking: due.map(\.id), in: transaction)
        for (id, act) in due {
            try desk.takeIfAllowed(.expirePickUp, of: id, act) { (consignment) throws(ConsignmentRefusal) in
                try consignment.expirePickUp(at: act.at)
            }
        }
        return try desk.save()
    }
}

extension DeadlineHandlers.Passed {
    /// The aggregate that it is a deadline of.
    func id() throws -> UUIDv7 {
        guard let id = UUIDv7(subject) else { throw StoreFault("a deadline is of \(subject), which is no identifier") }
        return id
    }
}
