internal import Eventing
internal import Vocabulary

/// Decides which events of a batch are the next of their subjects, so that each subject's events take effect in the order
/// of their versions, without a hole, whatever order they come in.
///
/// A pure value: it knows how the subjects stand, and judges one event after the other.
struct OrderProof: Sendable {
    /// How a subject stands with the listener.
    struct Standing: Sendable, Equatable {
        /// The version of the last event that was passed on: handled, or put aside for somebody to decide. 0 before any.
        var last: Int32 = 0
        /// Whether an event waits for a decision, behind which all later ones wait.
        var isHeld = false
        /// The first version that is stored because one before it is missing.
        var firstStored: Int32?

        /// Whether what is stored waits for nothing any more.
        var canGoOn: Bool { firstStored.map { $0 <= last + 1 } ?? false }
    }

    /// An event, and what is known of it.
    struct Candidate: Sendable, Equatable {
        var event: ArrivedEvent
        /// Whether the inbox has it, or the same one stands before it in the batch.
        var isKnown = false
        /// Whether the inbox would have it, had it been claimed before: it is not older than its memory.
        var isRemembered = true
        /// Its number among the parked events, if it has been stored because of a gap.
        var stored: Int64?
    }

    /// What becomes of an event.
    enum Verdict: Sendable, Equatable {
        /// It is the next one of its subject.
        case next
        /// It is, but an earlier one waits for a decision.
        case behind
        /// It has been passed on already.
        case known
        /// One before it has not come.
        case gap
        /// Another event has its version.
        case conflict

        /// Whether its subject is past it.
        var isInTurn: Bool { self == .next || self == .behind }
    }

    /// An event and what becomes of it.
    struct Judgement: Sendable, Equatable {
        var candidate: Candidate
        var verdict: Verdict
        /// Whether it came later than one that its teller told after it.
        var isLate = false
    }

    /// How the subjects stand after what was judged.
    private(set) var standings: [HeardSubject: Standing]
    /// What became of the events, in the order in which they take effect.
    private(set) var judgements: [Judgement] = []
    /// What waits for an earlier one, in order of version: what was stored of the subjects that go on, and what has come.
    private var waiting: [HeardSubject: [Candidate]]
    /// The first that is stored of the subjects that do not go on.
    private let elsewhere: [HeardSubject: Int32]

    /// - Parameters:
    ///   - standings: how the batch's subjects stand; one that is not there has not been heard of.
    ///   - stored: what is stored of those that may go on, in order of version.
    init(standings: [HeardSubject: Standing], stored: [HeardSubject: [Candidate]] = [:]) {
        self.standings = standings
        waiting = stored
        elsewhere = standings.compactMapValues(\.firstStored).filter { stored[$0.key] == nil }
    }

    /// The subjects that may go on with what is stored of them, once the events have been judged. Only theirs is needed.
    static func goingOn(
        with events: [ArrivedEvent], standings: [HeardSubject: Standing]
    ) -> [HeardSubject] {
        var last = standings.filter { $0.value.firstStored != nil }.mapValues(\.last)
        guard !last.isEmpty else { return [] }
        for event in events.map(\.envelope).sorted(by: { $0.subjectVersion < $1.subjectVersion }) {
            let subject = HeardSubject(of: event)
            if last[subject] == event.subjectVersion - 1 { last[subject] = event.subjectVersion }
        }
        return last.filter { (standings[$0.key]?.firstStored ?? .max) <= $0.value + 1 }.map(\.key)
    }

    /// Of some events those of which the inbox must say whether it has them. What its subject has not come to yet it cannot have,
    /// unless two events have one identifier: then the claim to the second one fails, and whoever receives it alone finds out.
    static func passed(_ events: [ArrivedEvent], _ standings: [HeardSubject: Standing]) -> [EventEnvelope] {
        events.filter { event in
            event.envelope.subjectVersion <= standings[HeardSubject(of: event.envelope)]?.last ?? 0
        }.map(\.envelope)
    }

    /// An event as it comes: what came under its identifier with another subject or version is another one.
    struct Occurrence: Hashable {
        var id: UUIDv7
        var subject: HeardSubject
        var version: Int32

        init(of event: EventEnvelope) {
            id = event.id
            subject = HeardSubject(of: event)
            version = event.subjectVersion
        }

        func hash(into hasher: inout Hasher) { hasher.combine(id) }
    }

    /// Marks those events that the inbox has, and those that come again.
    /// - Parameter seen: what came before them, and then they too.
    static func marked(
        _ candidates: consuming [Candidate], known: Set<UUIDv7>, _ seen: inout Set<Occurrence>
    ) -> [Candidate] {
        seen.reserveCapacity(seen.count + candidates.count)
        for index in candidates.indices {
            let occurrence = Occurrence(of: candidates[index].event.envelope)
            let isKnown = known.contains(occurrence.id)
            candidates[index].isKnown = !seen.insert(occurrence).inserted || isKnown
        }
        return candidates
    }

    /// Judges a batch in the order in which it came. Each event is followed by what waits for it.
    mutating func judge(_ batch: [Candidate]) {
        judgements.reserveCapacity(batch.count)
        standings.reserveCapacity(max(standings.count, batch.count))
        for candidate in batch {
            let subject = HeardSubject(of: candidate.event.envelope)
            judge(candidate, of: subject)
            while let next = waiting[subject]?.first, next.version <= standing(of: subject).last + 1 {
                waiting[subject]?.removeFirst()
                noteFirstStored(of: subject)
                judge(next, of: subject)
            }
        }
        // What has come and waits still is stored.
        for candidate in waiting.values.joined() where candidate.stored == nil {
            judgements.append(Judgement(candidate: candidate, verdict: .gap))
        }
    }

    private func standing(of subject: HeardSubject) -> Standing {
        standings[subject] ?? Standing()
    }

    private mutating func judge(_ candidate: Candidate, of subject: HeardSubject) {
        var standing = standing(of: subject)
        let verdict = verdict(on: candidate, standing)
        switch verdict {
        case .gap:
            let place = waiting[subject]?.firstIndex { $0.version > candidate.version }
            waiting[subject, default: []].insert(candidate, at: place ?? waiting[subject]?.count ?? 0)
            return noteFirstStored(of: subject)
        case .next, .behind:
            standing.last = candidate.version
            if candidate.event.refusal != nil { standing.isHeld = true }
        case .known, .conflict: break
        }
        standings[subject] = standing
        let isOvertaken = standing.firstStored.map { $0 > candidate.version } ?? false
        judgements.append(
            Judgement(
                candidate: candidate, verdict: verdict,
                isLate: verdict.isInTurn && candidate.stored == nil && isOvertaken))
    }

    private mutating func noteFirstStored(of subject: HeardSubject) {
        let first = [waiting[subject]?.first?.version, elsewhere[subject]].compactMap(\.self).min()
        standings[subject, default: Standing()].firstStored = first
    }

    private func verdict(on candidate: Candidate, _ standing: Standing) -> Verdict {
        if candidate.isKnown { return .known }
        if candidate.version > standing.last + 1 { return .gap }
        if candidate.version == standing.last + 1 { return standing.isHeld ? .behind : .next }
        // What is older than the inbox's memory is known by its version alone.
        return candidate.isRemembered ? .conflict : .known
    }
}

extension OrderProof.Candidate {
    var version: Int32 { event.envelope.subjectVersion }
}
