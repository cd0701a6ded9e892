internal import Eventing
internal import Postgres
internal import Vocabulary

/// Receives events in a transaction: proves their order, claims those whose turn it is, and handles them.
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

    /// Receives a batch, and what is stored behind its events with them. All that it waits for before the handlers is one round
    /// trip, unless something was missing or has come before.
    func receive(_ events: [ArrivedEvent]) async throws -> Outcome {
        guard !events.isEmpty else { return Outcome() }
        let standings = try await Standings.lock(Self.subjects(of: events), in: transaction)
        let stored = try await StoredEvents.load(
            OrderProof.goingOn(with: events, standings: standings), in: transaction)
        let passed = OrderProof.passed(events, standings) + OrderProof.passed(stored.map(\.event), standings)
        let known = try await Inbox.known(passed, in: transaction)
        var seen: Set<OrderProof.Occurrence> = []
        let arrived = OrderProof.marked(candidates(events), known: known, &seen)
        // What comes goes before what is stored of the same event.
        let waiting = OrderProof.marked(stored, known: known, &seen)
        var proof = OrderProof(
            standings: standings, stored: Dictionary(grouping: waiting) { HeardSubject(of: $0.event.envelope) })
        proof.judge(arrived)
        return try await settle(proof, since: standings)
    }

    /// Receives one of a batch that has failed. What is stored behind it does not follow in the same transaction.
    func receiveAlone(_ event: ArrivedEvent) async throws -> Outcome {
        let standings = try await Standings.lock([HeardSubject(of: event.envelope)], in: transaction)
        var proof = OrderProof(standings: standings)
        proof.judge(try await askedFor(candidates([event])))
        return try await settle(proof, since: standings)
    }

    /// Receives the next event that is stored of a subject, if it waits for nothing any more.
    /// - Parameter refusal: why it is parked for a decision instead of handled.
    func follow(_ subject: HeardSubject, refusal: Refusal? = nil) async throws -> Outcome {
        let standings = try await Standings.lock([subject], in: transaction)
        guard standings[subject]?.canGoOn == true else { return Outcome() }
        let stored = try await StoredEvents.load([subject], limit: 2, in: transaction)
        var first = try await askedFor(Array(stored.prefix(1)))
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

    private func candidates(_ events: [ArrivedEvent]) -> [OrderProof.Candidate] {
        let today = Day(of: .wallTime())
        return events.map { event in
            OrderProof.Candidate(event: event, isRemembered: Inbox.remembers(event.envelope, on: today))
        }
    }

    /// Marks those that the inbox has, whatever their versions say.
    private func askedFor(_ candidates: [OrderProof.Candidate]) async throws -> [OrderProof.Candidate] {
        let known = try await Inbox.known(candidates.map(\.event.envelope), in: transaction)
        var seen: Set<OrderProof.Occurrence> = []
        return OrderProof.marked(candidates, known: known, &seen)
    }

    // MARK: - What comes of it

    private func settle(
        _ proof: OrderProof, since before: [HeardSubject: OrderProof.Standing]
    ) async throws -> Outcome {
        var outcome = Outcome(goingOn: proof.standings.filter(\.value.canGoOn).map(\.key))
        var handled: [EventEnvelope] = []
        var putAside: [EventEnvelope] = []
        var struck: [Int64] = []
        handled.reserveCapacity(proof.judgements.count)
        for judgement in proof.judgements {
            if judgement.isLate { outcome.inversions += 1 }
            switch judgement.verdict {
            case .next where judgement.candidate.event.refusal == nil:
                handled.append(judgement.candidate.event.envelope)
                struck += judgement.candidate.stored.map { [$0] } ?? []
            case .next, .behind:
                outcome.parked += 1
                putAside.append(judgement.candidate.event.envelope)
                try park(judgement)
            case .known:
                outcome.repeated += 1
                struck += judgement.candidate.stored.map { [$0] } ?? []
            case .gap:
                outcome.gaps += 1
                try park(judgement)
            case .conflict:
                outcome.conflicts += 1
                try park(judgement)
            }
        }
        outcome.handled = handled.count
        outcome.unknown = handled.count(where: handlers.isOfUnknownVersion)
        try Inbox.claim(putAside.isEmpty ? handled : handled + putAside, in: transaction)
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
        try Inbox.note(moved.mapValues(\.last), since: before, in: transaction)
        let torn = standings.filter { $0.value.firstStored != nil || before[$0.key]?.firstStored != nil }
        try StoredEvents.noteGaps(torn, in: transaction)
    }
}
