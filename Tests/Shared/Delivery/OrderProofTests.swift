import Eventing
import Testing
import Vocabulary

@testable import Delivery

@Suite("The proof of order")
struct OrderProofTests {
    /// How one subject stands, what comes, and what becomes of it.
    struct Example: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var last: Int32 = 0
        var isHeld = false
        /// What is stored of it.
        var stored: [Int32] = []
        /// The versions that come, in this order.
        var batch: [Int32]
        /// Those of them that the inbox has, and those from before its memory.
        var known: Set<Int32> = []
        var old: Set<Int32> = []
        /// Those that are refused when their turn comes.
        var refused: Set<Int32> = []
        var verdicts: [Ruling]
        var lastAfter: Int32
        var firstStoredAfter: Int32?
        var late: [Int32] = []
    }

    struct Ruling: Equatable, Sendable, CustomStringConvertible {
        var version: Int32
        var verdict: OrderProof.Verdict
        init(_ version: Int32, _ verdict: OrderProof.Verdict) { (self.version, self.verdict) = (version, verdict) }
        var description: String { "\(version) \(verdict)" }
    }

    static let examples = [
        Example(
            testDescription: "each is the next one", last: 2, batch: [3, 4],
            verdicts: [.init(3, .next), .init(4, .next)],
            lastAfter: 4),
        Example(
            testDescription: "what the inbox has is known", last: 4, batch: [3, 4, 5], known: [3, 4],
            verdicts: [.init(3, .known), .init(4, .known), .init(5, .next)], lastAfter: 5),
        Example(
            testDescription: "one before it is missing", last: 2, batch: [4, 5],
            verdicts: [.init(4, .gap), .init(5, .gap)], lastAfter: 2, firstStoredAfter: 4),
        Example(
            testDescription: "nothing was heard before", batch: [2], verdicts: [.init(2, .gap)], lastAfter: 0,
            firstStoredAfter: 2),
        Example(
            testDescription: "what is stored follows what was missing, up to the next gap", last: 1, stored: [3, 4, 6],
            batch: [2], verdicts: [.init(2, .next), .init(3, .next), .init(4, .next)], lastAfter: 4,
            firstStoredAfter: 6, late: [2]),
        Example(
            testDescription: "what came out of order within a batch is put in order", last: 1, batch: [4, 2, 3],
            verdicts: [.init(2, .next), .init(3, .next), .init(4, .next)], lastAfter: 4, late: [2, 3]),
        Example(
            testDescription: "what is stored goes before what comes now", last: 1, stored: [3], batch: [2, 4],
            verdicts: [.init(2, .next), .init(3, .next), .init(4, .next)], lastAfter: 4, late: [2]),
        Example(
            testDescription: "what comes goes before another one that is stored with its version", last: 1, stored: [2],
            batch: [2],
            verdicts: [.init(2, .next), .init(2, .conflict)], lastAfter: 2),
        Example(
            testDescription: "an earlier one waits for a decision", last: 5, isHeld: true, batch: [6, 7],
            verdicts: [.init(6, .behind), .init(7, .behind)], lastAfter: 7),
        Example(
            testDescription: "what is refused holds those behind it", last: 1, stored: [4], batch: [2, 3], refused: [2],
            verdicts: [.init(2, .next), .init(3, .behind), .init(4, .behind)], lastAfter: 4, late: [2, 3]),
        Example(
            testDescription: "a gap in a subject that is held is a gap", last: 5, isHeld: true, batch: [7, 6],
            verdicts: [.init(6, .behind), .init(7, .behind)], lastAfter: 7, late: [6]),
        Example(
            testDescription: "another one has its version", last: 5, batch: [4, 6],
            verdicts: [.init(4, .conflict), .init(6, .next)], lastAfter: 6),
        Example(
            testDescription: "two come with one version", last: 0, batch: [1, 1],
            verdicts: [.init(1, .next), .init(1, .conflict)], lastAfter: 1),
        Example(
            testDescription: "what is older than the memory is known by its version", last: 5, batch: [4, 6],
            old: [4, 6],
            verdicts: [.init(4, .known), .init(6, .next)], lastAfter: 6),
        Example(
            testDescription: "what is stored elsewhere stays the first", last: 1, stored: [5], batch: [7, 2],
            verdicts: [.init(2, .next), .init(7, .gap)], lastAfter: 2, firstStoredAfter: 5, late: [2]),
    ]

    private let source = EventSource("orders", "order")

    private func event(_ version: Int32, _ example: Example) -> ArrivedEvent {
        ArrivedEvent(
            envelope: EventEnvelope(
                id: .make(), source: source, type: "t", subject: "s", subjectVersion: version, time: .wallTime(),
                data: []),
            queue: "q", refusal: example.refused.contains(version) ? Refusal(cause: .failed, error: "e") : nil)
    }

    @Test("judges each event by how its subject stands", arguments: examples)
    func verdicts(_ example: Example) {
        let subject = HeardSubject(source, "s")
        let standing = OrderProof.Standing(
            last: example.last, isHeld: example.isHeld, firstStored: example.stored.first)
        let batch = example.batch.map { version in
            OrderProof.Candidate(
                event: event(version, example), isKnown: example.known.contains(version),
                isRemembered: !example.old.contains(version))
        }
        let goingOn = OrderProof.goingOn(with: batch.map(\.event), standings: [subject: standing])
        let stored = example.stored.enumerated().map { index, version in
            OrderProof.Candidate(event: event(version, example), stored: Int64(index))
        }
        var proof = OrderProof(standings: [subject: standing], stored: goingOn.isEmpty ? [:] : [subject: stored])
        proof.judge(batch)
        #expect(proof.judgements.map { Ruling($0.candidate.version, $0.verdict) } == example.verdicts)
        #expect(proof.judgements.filter(\.isLate).map(\.candidate.version) == example.late)
        #expect(proof.standings[subject]?.last == example.lastAfter)
        #expect(proof.standings[subject]?.firstStored == example.firstStoredAfter)
        #expect(proof.standings[subject]?.canGoOn == false)
    }

    @Test("keeps the subjects apart: what one lacks holds up no other")
    func apart() {
        let subjects = ["a", "b"].map { HeardSubject(source, $0) }
        let batch = [("a", Int32(2)), ("b", 1), ("b", 2)].map { subject, version in
            OrderProof.Candidate(
                event: ArrivedEvent(
                    envelope: EventEnvelope(
                        id: .make(), source: source, type: "t", subject: subject, subjectVersion: version,
                        time: .wallTime(), data: []), queue: "q"))
        }
        var proof = OrderProof(standings: [:])
        proof.judge(batch)
        #expect(proof.standings[subjects[0]] == OrderProof.Standing(last: 0, firstStored: 2))
        #expect(proof.standings[subjects[1]] == OrderProof.Standing(last: 2))
    }
}
