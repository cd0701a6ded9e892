internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary
internal import Runtime

extension LivestreamService {
    /// Nobody started an episode within two hours of its time: it is given up.
    func onUnstarted(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await strike(.cancelUnstarted, of: passed, in: transaction) { (episode, due) throws(EpisodeRefusal) in
            try episode.cancelUnstarted(at: due)
        }
    }

    /// A live episode had no stream for two hours past its end: it is over.
    func onSilence(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await strike(.endWithoutStream, of: passed, in: transaction) { (episode, due) throws(EpisodeRefusal) in
            try episode.endWithoutStream(at: due)
        }
    }

    private func strike(
        _ command: EpisodeCommand, of passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction,
        _ decide: (inout Episode, Instant) throws(EpisodeRefusal) -> [EpisodeFact]
    ) async throws -> [PendingEvent] {
        var desk = try await EpisodeDesk(locking: try passed.map { try $0.id() }, in: transaction)
        for deadline in passed {
            try await desk.takeIfAllowed(command, of: deadline.id(), Act(clockAt: deadline.due, in: deadline.trace)) {
                (episode) throws(EpisodeRefusal) in
                try decide(&episode, deadline.due)
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
