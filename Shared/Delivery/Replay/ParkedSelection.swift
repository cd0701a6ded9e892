/// What a plan takes in of what waits: whatever was chosen, in the order that each subject demands, with what waits
/// behind it.
struct ParkedSelection: Equatable {
    /// A parked event as the selection looks at it.
    struct Candidate: Equatable {
        var number: Int64
        var cause: ParkingCause
        /// Source and subject in one; nil where they could not be read.
        var aggregate: String?
        var version: Int32
    }

    /// An event, and what becomes of it.
    struct Step: Equatable {
        var event: Int64
        var decision: ParkedDecision
    }

    /// What becomes of each event, in this order.
    private(set) var steps: [Step] = []
    /// What was chosen and cannot be taken in.
    private(set) var leftOut: [ReplayRefusal.LeftOut] = []

    /// - Parameters:
    ///   - chosen: the events that were asked for.
    ///   - candidates: they, and whatever else waits of their subjects.
    init(_ decision: ParkedDecision, _ chosen: Set<Int64>, of candidates: [Candidate]) {
        var queues: [String: [Candidate]] = [:]
        var order: [[Candidate]] = []
        for candidate in candidates.sorted(by: { $0.number < $1.number }) where chosen.contains(candidate.number) {
            guard candidate.cause.remedies.contains(decision) else {
                leave(candidate, "cannot be \(decision.past): \(candidate.cause.advice)")
                continue
            }
            guard candidate.cause.holdsSubject, let aggregate = candidate.aggregate else {
                order.append([candidate])
                continue
            }
            if queues[aggregate] == nil { order.append([candidate]) }
            queues[aggregate, default: []].append(candidate)
        }
        let waiting = Dictionary(grouping: candidates.filter(\.cause.holdsSubject)) { $0.aggregate ?? "" }
        for first in order.compactMap(\.first) {
            if first.cause.holdsSubject, let aggregate = first.aggregate {
                take(decision, chosen, of: waiting[aggregate] ?? [])
            } else {
                steps.append(Step(event: first.number, decision: decision))
            }
        }
    }

    /// Takes in a subject's events from the first that waits, up to one that was not chosen and does not follow by itself.
    private mutating func take(_ decision: ParkedDecision, _ chosen: Set<Int64>, of queue: [Candidate]) {
        var hindrance: Candidate?
        for candidate in queue.sorted(by: { ($0.version, $0.number) < ($1.version, $1.number) }) {
            let isChosen = chosen.contains(candidate.number)
            if let hindrance {
                guard isChosen else { continue }
                leave(candidate, "waits behind event \(hindrance.number) of its subject: decide on that one first")
            } else if isChosen {
                steps.append(Step(event: candidate.number, decision: decision))
            } else if candidate.cause == .behind, isLedByStep(candidate, in: queue) {
                steps.append(Step(event: candidate.number, decision: .replay))
            } else {
                hindrance = candidate
            }
        }
    }

    /// Whether an earlier event of its subject was taken in, which it follows.
    private func isLedByStep(_ candidate: Candidate, in queue: [Candidate]) -> Bool {
        guard let last = steps.last else { return false }
        return queue.contains { $0.number == last.event }
    }

    private mutating func leave(_ candidate: Candidate, _ why: String) {
        leftOut.append(ReplayRefusal.LeftOut(event: candidate.number, why: why))
    }
}

extension ParkedDecision {
    fileprivate var past: String {
        switch self {
        case .replay: "replayed"
        case .discard: "discarded"
        case .edit: "edited"
        }
    }
}
