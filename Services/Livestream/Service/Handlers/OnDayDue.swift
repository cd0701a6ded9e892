internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Runtime

extension LivestreamService {
    /// The service is new: the first alleviation day that is not over is planned.
    func onDayToPlan(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        _ = try await AlleviationDayDesk.plan(
            AlleviationDay.next(at: now), Act(clockAt: now, in: passed.first?.trace), in: transaction)
        return []
    }

    /// 00:00 of an alleviation day.
    func onDayBegun(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var desk = try await AlleviationDayDesk(locking: try passed.map { try $0.id() }, in: transaction)
        for deadline in passed {
            try desk.take(.open, of: deadline.id(), Act(clockAt: deadline.due, in: deadline.trace)) {
                (day) throws(AlleviationDayRefusal) in
                try day.open(at: deadline.due)
            }
        }
        return try desk.save()
    }

    /// 24:00 of an alleviation day: it is closed, and the next one planned, so that the calendar has no hole however long
    /// the service was away.
    func onDayEnded(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var desk = try await AlleviationDayDesk(locking: try passed.map { try $0.id() }, in: transaction)
        for deadline in passed {
            try desk.take(.close, of: deadline.id(), Act(clockAt: deadline.due, in: deadline.trace)) {
                (day) throws(AlleviationDayRefusal) in
                try day.close(at: deadline.due)
            }
        }
        for deadline in passed {
            let next = AlleviationDay.next(at: deadline.due)
            // A trace that went on from day to day would have no end.
            _ = try await AlleviationDayDesk.plan(next, Act(clockAt: deadline.due, in: nil), in: transaction)
        }
        return try desk.save()
    }
}
