internal import Eventing
internal import Postgres
internal import Vocabulary

/// Receives events in a transaction: claims them, proves their order, and handles those whose turn it is.
struct Reception: Sendable {
    let handlers: EventHandlers
    let log: EventLog
    let transaction: PostgresTransaction

    /// What came of it, for the counts of the pump.
    struct Outcome: Sendable, Equatable {
        /// How many took effect.
        var handled = 0
        /// How many were known.
        var repeated = 0
        /// How many were stored because one before them is missing.
        var gaps = 0
        /// How many came behind one that was told after them.
        var inversions = 0
        /// How many have a version that another event has.
        var conflicts = 0
        /// How many wait for somebody to decide.
        var parked = 0
        /// How many passed without effect, since their version is not known here.
        var unknown = 0
        /// The subjects that can go on with what is stored of them.
        var goingOn: [HeardSubject] = []

        /// Adds what came of the events behind.
        mutating func add(_ other: Outcome) {
            handled += other.handled
            repeated += other.repeated
            gaps += other.gaps
            inversions += other.inversions
            conflicts += other.conflicts
            parked += other.parked
            unknown += other.unknown
            goingOn += other.goingOn.filter { !goingOn.contains($0) }
        }
    }

    /// Receives a batch. All that it waits for before the handlers is one round trip, unless something was missing.
    /// - Parameter follows: whether what is stored behind the events follows them in the same transaction.
    func receive(_ events: [ArrivedEvent], follows: Bool = true) async throws -> Outcome {
        guard !events.isEmpty else { return Outcome() }
        let standing = try StandingsReply(of: Self.subjects(of: events), in: transaction)
        let claim = try Inbox.sendClaim(of: events.map(\.envelope), in: transaction)
        let standings = try await standing.standings()
        let candidates = candidates(events, unknown: try await Inbox.unknown(claim))
        let stored = follows ? try await stored(of: OrderProof.goingOn(with: events, standings: standings)) : [:]
        var proof = OrderProof(standings: standings, stored: stored)
        proof.judge(candidates)
        return try await settle(proof, since: standings)
    }

    /// Receives the next event that is stored of a subject, if it waits for nothing any more.
    /// - Parameter refusal: why it is parked for a decision instead of handled.
    func follow(_ subject: HeardSubject, refusal: Refusal? = nil) async throws -> Outcome {
        let standings = try await StandingsReply(of: [subject], in: transaction).standings()
        guard standings[subject]?.canGoOn == true else { return Outcome() }
        let stored = try await StoredEvents.load([subject], limit: 2, in: transaction)
        var first = try await claim(Array(stored.prefix(1)))
        guard !first.isEmpty else { return Outcome() }
        try HandlingAttempts.strike(first[0].event.envelope.id, in: transaction)
        first[0].event.refusal = refusal
        var left = standings
        left[subject]?.firstStored = stored.dropFirst().first?.event.envelope.subjectVersion
        var proof = OrderProof(standings: left)
        proof.judge(first)
        return try await settle(proof, since: standings)
    }

    private static func subjects(of events: [ArrivedEvent]) -> [HeardSubject] {
        Array(Set(events.map { HeardSubject(of: $0.envelope) }))
    }

    // MARK: - What is known

    private func candidates(_ events: [ArrivedEvent], unknown: Set<UUIDv7>) -> [OrderProof.Candidate] {
        var unknown = unknown
        let today = Day(of: .wallTime())
        return events.map { event in
            OrderProof.Candidate(
                event: event, isKnown: unknown.remove(event.envelope.id) == nil,
                isRemembered: Inbox.remembers(event.envelope, on: today))
        }
    }

    private func stored(of subjects: [HeardSubject]) async throws -> [HeardSubject: [OrderProof.Candidate]] {
        let stored = try await claim(try await StoredEvents.load(subjects, in: transaction))
        return Dictionary(grouping: stored) { HeardSubject(of: $0.event.envelope) }
    }

    /// Claims what was stored, to see whether it has come again meanwhile.
    private func claim(_ stored: [OrderProof.Candidate]) async throws -> [OrderProof.Candidate] {
        guard !stored.isEmpty else { return [] }
        let claim = try Inbox.sendClaim(of: stored.map(\.event.envelope), in: transaction)
        let unknown = try await Inbox.unknown(claim)
        return stored.map { candidate in
            var candidate = candidate
            candidate.isKnown = !unknown.contains(candidate.event.envelope.id)
            return candidate
        }
    }

    // MARK: - What comes of it

    private func settle(
        _ proof: OrderProof, since before: [HeardSubject: OrderProof.Standing]
    ) async throws -> Outcome {
        var outcome = Outcome(goingOn: proof.standings.filter(\.value.canGoOn).map(\.key))
        var handled: [EventEnvelope] = []
        var unclaimed: [EventEnvelope] = []
        var struck: [Int64] = []
        for judgement in proof.judgements {
            let event = judgement.candidate.event
            if judgement.isLate { outcome.inversions += 1 }
            switch judgement.verdict {
            case .next where event.refusal == nil:
                handled.append(event.envelope)
                struck += judgement.candidate.stored.map { [$0] } ?? []
            case .next, .behind:
                outcome.parked += 1
                try park(judgement)
            case .known:
                outcome.repeated += 1
                struck += judgement.candidate.stored.map { [$0] } ?? []
            case .gap:
                outcome.gaps += 1
                unclaimed.append(event.envelope)
                try park(judgement)
            case .conflict:
                outcome.conflicts += 1
                unclaimed.append(event.envelope)
                try park(judgement)
            }
        }
        unclaimed += proof.stillStored.filter { !$0.isKnown }.map(\.event.envelope)
        outcome.handled = handled.count
        outcome.unknown = handled.count(where: handlers.isOfUnknownVersion)
        try Inbox.unclaim(unclaimed, in: transaction)
        try StoredEvents.strike(struck, in: transaction)
        try note(proof.standings, since: before)
        try log.append(try await handlers.handle(handled, in: transaction), in: transaction)
        return outcome
    }

    private func park(_ judgement: OrderProof.Judgement) throws {
        let event = judgement.candidate.event
        let refusal =
            switch judgement.verdict {
            // Why it cannot be handled itself is known, and says more than that it waits.
            case .behind:
                event.refusal
                    ?? Refusal(cause: .behind, error: "an earlier event of its subject waits for a decision")
            case .gap: Refusal(cause: .gap, error: "an earlier event of its subject has not come")
            case .conflict: Refusal(cause: .conflict, error: "another event of its subject has its version")
            case .next, .known: event.refusal
            }
        guard let refusal else { return }
        if let number = judgement.candidate.stored {
            try StoredEvents.turn(number, to: refusal, in: transaction)
        } else {
            try ParkedEvent(event, refusal).park(in: transaction)
        }
    }

    private func note(
        _ standings: [HeardSubject: OrderProof.Standing], since before: [HeardSubject: OrderProof.Standing]
    ) throws {
        let moved = standings.filter { $0.value.last != before[$0.key]?.last ?? 0 }
        try Inbox.note(moved.mapValues(\.last), in: transaction)
        let torn = standings.filter { $0.value.firstStored != nil || before[$0.key]?.firstStored != nil }
        try StoredEvents.noteGaps(torn, in: transaction)
    }
}
