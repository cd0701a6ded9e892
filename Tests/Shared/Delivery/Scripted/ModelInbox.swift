import Eventing
import Seeds
import Vocabulary

@testable import Delivery

/// What a listener has made durable, and the transactions on it. A value: a transaction that fails is one whose copy is dropped.
struct ModelInbox {
    struct Parked {
        let number: Int64
        let event: ArrivedEvent
        var cause: ParkingCause
    }

    /// Why a transaction does not come to its end.
    enum Failure: Error {
        case refused
        case processDied
    }

    /// The events that their handler refuses, and those that kill the process.
    let poisonous: Set<UUIDv7>
    let fatal: Set<UUIDv7>
    /// The versions of each subject that took effect, in the order in which they did.
    private(set) var effects: [HeardSubject: [Int32]] = [:]
    private(set) var claimed: Set<UUIDv7> = []
    private(set) var parked: [Parked] = []
    private(set) var last: [HeardSubject: Int32] = [:]
    private var attempts: [UUIDv7: Int32] = [:]
    private var lastNumber: Int64 = 0

    init(poisonous: Set<UUIDv7>, fatal: Set<UUIDv7>) {
        (self.poisonous, self.fatal) = (poisonous, fatal)
    }

    /// Whether an event is handled, put aside or stored.
    func has(_ event: ArrivedEvent) -> Bool {
        claimed.contains(event.envelope.id) || parked.contains { $0.event.envelope.id == event.envelope.id }
    }

    mutating func noteAttempt(_ event: ArrivedEvent) -> Int32 {
        defer { attempts[event.envelope.id, default: 0] += 1 }
        return attempts[event.envelope.id, default: 0]
    }

    mutating func noteAttempt(atFollowerOf subject: HeardSubject) -> Int32 {
        storedEvents(of: subject).first.map { noteAttempt($0.event) } ?? 0
    }

    mutating func receiveAlone(_ event: ArrivedEvent) throws -> [HeardSubject] {
        attempts[event.envelope.id] = nil
        return try receive([event], follows: false)
    }

    /// As `Reception.receive` does it; one alone as `Reception.receiveAlone` does.
    mutating func receive(_ events: [ArrivedEvent], follows: Bool = true) throws -> [HeardSubject] {
        let standings = standings(of: events.map { HeardSubject(of: $0.envelope) })
        let goingOn = follows ? OrderProof.goingOn(with: events, standings: standings) : []
        let stored = goingOn.flatMap(storedEvents)
        let heard = events + stored.map(\.event)
        // Whoever receives one alone asks for it in any case.
        let known = known(follows ? OrderProof.passed(heard, standings) : heard.map(\.envelope))
        var seen: Set<OrderProof.Occurrence> = []
        let arrived = OrderProof.marked(events.map { OrderProof.Candidate(event: $0) }, known: known, &seen)
        let waiting = OrderProof.marked(stored, known: known, &seen)
        var proof = OrderProof(
            standings: standings, stored: Dictionary(grouping: waiting) { HeardSubject(of: $0.event.envelope) })
        proof.judge(arrived)
        return try settle(proof)
    }

    /// As `Reception.follow` does it.
    mutating func follow(_ subject: HeardSubject, refusal: Refusal? = nil) throws -> [HeardSubject] {
        var standings = standings(of: [subject])
        guard standings[subject]?.canGoOn == true else { return [] }
        let stored = storedEvents(of: subject).prefix(2)
        guard let first = stored.first else { return [] }
        attempts[first.event.envelope.id] = nil
        var seen: Set<OrderProof.Occurrence> = []
        var candidate = OrderProof.marked([first], known: known([first.event.envelope]), &seen)[0]
        candidate.event.refusal = refusal
        standings[subject]?.firstStored = stored.dropFirst().first?.version
        var proof = OrderProof(standings: standings)
        proof.judge([candidate])
        return try settle(proof)
    }
}

// MARK: - What is known

extension ModelInbox {
    private func standings(of subjects: [HeardSubject]) -> [HeardSubject: OrderProof.Standing] {
        var standings: [HeardSubject: OrderProof.Standing] = [:]
        for subject in subjects {
            let waiting = parked.filter { HeardSubject(of: $0.event.envelope) == subject }
            standings[subject] = OrderProof.Standing(
                last: last[subject, default: 0], isHeld: waiting.contains { $0.cause.holdsSubject },
                firstStored: waiting.filter { $0.cause == .gap }.map(\.event.envelope.subjectVersion).min())
        }
        return standings
    }

    private func storedEvents(of subject: HeardSubject) -> [OrderProof.Candidate] {
        parked.filter { $0.cause == .gap && HeardSubject(of: $0.event.envelope) == subject }
            .sorted { ($0.event.envelope.subjectVersion, $0.number) < ($1.event.envelope.subjectVersion, $1.number) }
            .map { OrderProof.Candidate(event: $0.event, stored: $0.number) }
    }

    private func known(_ events: [EventEnvelope]) -> Set<UUIDv7> {
        claimed.intersection(events.map(\.id))
    }
}

// MARK: - What comes of it

extension ModelInbox {
    private mutating func settle(_ proof: OrderProof) throws -> [HeardSubject] {
        for judgement in proof.judgements {
            let (event, stored) = (judgement.candidate.event, judgement.candidate.stored)
            if judgement.verdict.isInTurn, !claimed.insert(event.envelope.id).inserted { throw Failure.refused }
            switch judgement.verdict {
            case .next where event.refusal == nil:
                try handle(event)
                parked.removeAll { $0.number == stored }
            case .next: park(judgement, event.refusal?.cause ?? .failed)
            case .behind: park(judgement, .behind)
            case .known: parked.removeAll { $0.number == stored }
            case .gap, .conflict: park(judgement, judgement.verdict == .gap ? .gap : .conflict)
            }
        }
        for (subject, standing) in proof.standings { last[subject] = max(standing.last, last[subject, default: 0]) }
        return proof.standings.filter(\.value.canGoOn).map(\.key).sorted { $0.subject < $1.subject }
    }

    private mutating func handle(_ event: ArrivedEvent) throws {
        if fatal.contains(event.envelope.id) { throw Failure.processDied }
        if poisonous.contains(event.envelope.id) { throw Failure.refused }
        effects[HeardSubject(of: event.envelope), default: []].append(event.envelope.subjectVersion)
    }

    private mutating func park(_ judgement: OrderProof.Judgement, _ cause: ParkingCause) {
        let event = judgement.candidate.event
        let isParked = { (other: Parked) in
            other.event.envelope.id == event.envelope.id && other.event.envelope.data == event.envelope.data
                && other.event.envelope.subjectVersion == event.envelope.subjectVersion
                && HeardSubject(of: other.event.envelope) == HeardSubject(of: event.envelope)
        }
        if let index = parked.firstIndex(where: isParked) {
            if parked[index].cause == .gap { parked[index].cause = cause }
        } else {
            lastNumber += 1
            parked.append(Parked(number: lastNumber, event: event, cause: cause))
        }
    }
}
