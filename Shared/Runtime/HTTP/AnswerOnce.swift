internal import Delivery
internal import Postgres

extension Workbench {
    /// Runs a command unless its key is known, whose first answer is then given again.
    func answerOnce(
        _ key: IdempotencyKey,
        _ command: @Sendable (PostgresTransaction) async throws -> Told<IdempotencyKey.Answer>
    ) async throws -> IdempotencyKey.Answer {
        let outcomes = try await answerOnce([key]) { _, transaction in
            let told = try await command(transaction)
            return Told([.success(told.value)], told.events)
        }
        return try outcomes[0].get()
    }

    /// Runs those of several commands whose keys are not known, in one transaction. The keys are different ones.
    /// - Parameter command: runs the commands at these places, and returns for each its answer, or the refusal of one of
    ///   which it has written nothing.
    /// - Returns: an outcome for each key.
    func answerOnce(
        _ keys: [IdempotencyKey],
        _ command:
            @Sendable ([Int], PostgresTransaction) async throws -> Told<[Result<IdempotencyKey.Answer, any Error>]>
    ) async throws -> [Result<IdempotencyKey.Answer, any Error>] {
        do {
            return try await perform { transaction in
                try transaction.findByIndex()
                var outcomes = try await IdempotencyKey.firstAnswers(to: keys, in: transaction)
                let new = keys.indices.filter { outcomes[$0] == nil }
                var events: [PendingEvent] = []
                if !new.isEmpty {
                    let told = try await command(new, transaction)
                    precondition(told.value.count == new.count, "a command that nobody answers would wait for ever")
                    events = told.events
                    for (place, outcome) in zip(new, told.value) { outcomes[place] = outcome }
                    let answers = new.compactMap { place in
                        (try? outcomes[place]?.get()).map { (key: keys[place], answer: $0) }
                    }
                    try await IdempotencyKey.keep(answers, in: transaction)
                }
                return Told(keys.indices.compactMap { outcomes[$0] }, events)
            }
        } catch is IdempotencyKey.Overtaken {
            // What the faster one answered is committed by now.
            return try await answerOnce(keys, command)
        }
    }
}
