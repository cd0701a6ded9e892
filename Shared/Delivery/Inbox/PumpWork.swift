internal import AMQP
internal import Eventing
internal import Logging
internal import Postgres

/// Does the steps of a batch's course on the database.
struct PumpWork: Sendable {
    let pool: PostgresPool
    let handlers: EventHandlers
    let log: EventLog
    let logger: Logger
    let arrival: Arrival

    /// Does a step, and says what came of it.
    /// - Throws: `CancellationError` alone.
    func perform(
        _ step: BatchCourse.Step, counting count: (Reception.Outcome) -> Void
    ) async throws -> BatchCourse.Outcome {
        do {
            if case .noteAttempt(let index) = step {
                return .attempted(before: try await HandlingAttempts.note(arrival.events[index].envelope.id, in: pool))
            }
            if case .noteFollower(let subject) = step {
                return .attempted(before: try await noteFollower(of: subject))
            }
            let outcome = try await pool.withTransaction { transaction in
                try transaction.findByIndex()
                return try await carryOut(
                    step, by: Reception(handlers: handlers, log: log, transaction: transaction), in: transaction)
            }
            count(outcome)
            return .committed(goingOn: outcome.goingOn)
        } catch let error as PostgresError where error.isUnavailability {
            return .outage("\(error)")
        } catch let error as PostgresError where error.isRetriable || Inbox.isRace(error) {
            return .lostRace("\(error)")
        } catch {
            if Task.isCancelled { throw CancellationError() }
            report(error, of: step)
            return .failed("\(error)")
        }
    }

    private func noteFollower(of subject: HeardSubject) async throws -> Int32 {
        let stored = try await pool.withTransaction { transaction in
            try await StoredEvents.load([subject], limit: 1, in: transaction)
        }
        guard let first = stored.first else { return 0 }
        return try await HandlingAttempts.note(first.event.envelope.id, in: pool)
    }

    private func carryOut(
        _ step: BatchCourse.Step, by reception: Reception, in transaction: PostgresTransaction
    ) async throws -> Reception.Outcome {
        switch step {
        case .handleAll:
            for event in arrival.unfit { try event.park(in: transaction) }
            var outcome = Reception.Outcome(parked: arrival.unfit.count)
            for part in arrival.parts {
                for word in part.words { try word.note(in: transaction) }
                outcome.add(try await reception.receive(part.events))
            }
            return outcome
        case .parkUnfit:
            try parkUnfit(in: transaction)
            return Reception.Outcome(parked: arrival.unfit.count)
        case .handle(let index): return try await receive(arrival.events[index], by: reception)
        case .park(let index, let refusal):
            var event = arrival.events[index]
            event.refusal = refusal
            return try await receive(event, by: reception)
        case .follow(let subject): return try await reception.follow(subject)
        case .parkFollower(let subject, let refusal): return try await reception.follow(subject, refusal: refusal)
        case .noteAttempt, .noteFollower, .hold, .acknowledge, .giveBack: return Reception.Outcome()
        }
    }

    private func parkUnfit(in transaction: PostgresTransaction) throws {
        for (word, _) in arrival.words { try word.note(in: transaction) }
        for event in arrival.unfit { try event.park(in: transaction) }
    }

    private func receive(_ event: ArrivedEvent, by reception: Reception) async throws -> Reception.Outcome {
        try HandlingAttempts.strike(event.envelope.id, in: reception.transaction)
        return try await reception.receiveAlone(event)
    }

    private func report(_ error: any Error, of step: BatchCourse.Step) {
        switch step {
        case .handleAll:
            logger.error("a batch failed; its events are tried one by one", metadata: ["reason": "\(error)"])
        case .handle(let index):
            let event = arrival.events[index].envelope
            logger.error(
                "an event fails and is parked",
                metadata: ["id": "\(event.id)", "type": "\(event.type)", "reason": "\(error)"])
        case .follow(let subject):
            logger.error(
                "a stored event fails and is parked",
                metadata: ["source": "\(subject.source)", "subject": "\(subject.subject)", "reason": "\(error)"])
        default: break
        }
    }
}
