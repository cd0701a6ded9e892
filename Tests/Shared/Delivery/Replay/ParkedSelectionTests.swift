import Testing

@testable import Delivery

@Suite("A selection of parked events")
struct ParkedSelectionTests {
    private typealias Candidate = ParkedSelection.Candidate
    private typealias Step = ParkedSelection.Step

    private func event(_ number: Int64, _ cause: ParkingCause, _ subject: String?, _ version: Int32 = 1) -> Candidate {
        Candidate(number: number, cause: cause, aggregate: subject, version: version)
    }

    @Test("takes what waits behind an event with it, by version, and leaves other subjects alone")
    func followers() {
        let waiting = [
            event(1, .failed, "a", 3), event(2, .failed, "b", 1), event(3, .behind, "a", 5), event(4, .behind, "a", 4),
            event(5, .behind, "b", 2),
        ]
        let selection = ParkedSelection(.replay, [1], of: waiting)
        #expect(selection.steps == [1, 4, 3].map { Step(event: $0, decision: .replay) })
        #expect(selection.leftOut == [])
    }

    @Test("replays what waits behind an event that is discarded or edited", arguments: [ParkedDecision.discard, .edit])
    func decided(decision: ParkedDecision) {
        let selection = ParkedSelection(
            decision, [7], of: [event(7, .failed, "a", 2), event(8, .behind, "a", 3)])
        #expect(selection.steps == [Step(event: 7, decision: decision), Step(event: 8, decision: .replay)])
    }

    @Test("goes by the longest waiting subject first")
    func order() {
        let waiting = [event(4, .failed, "b", 1), event(2, .failed, "a", 9), event(9, .behind, "a", 10)]
        #expect(ParkedSelection(.replay, [4, 2], of: waiting).steps.map(\.event) == [2, 9, 4])
    }

    @Test("leaves out what waits behind an event that was not chosen, and names that")
    func notFirst() {
        let waiting = [event(1, .failed, "a", 3), event(2, .behind, "a", 4), event(3, .behind, "a", 5)]
        let selection = ParkedSelection(.replay, [3], of: waiting)
        #expect(selection.steps == [])
        #expect(selection.leftOut.map(\.event) == [3])
        #expect(selection.leftOut.first?.why.contains("event 1") == true)
    }

    @Test("stops before an event that failed by itself and was not chosen")
    func secondFailure() {
        let waiting = [
            event(1, .failed, "a", 3), event(2, .behind, "a", 4), event(3, .failed, "a", 5), event(4, .behind, "a", 6),
        ]
        #expect(ParkedSelection(.replay, [1], of: waiting).steps.map(\.event) == [1, 2])
        #expect(ParkedSelection(.replay, [1, 3], of: waiting).steps.map(\.event) == [1, 2, 3, 4])
    }

    @Test("takes what is first of its subject though it was parked behind another, which has been settled")
    func orphan() {
        let waiting = [event(2, .behind, "a", 4), event(3, .behind, "a", 5)]
        #expect(ParkedSelection(.replay, [2], of: waiting).steps.map(\.event) == [2, 3])
        #expect(ParkedSelection(.replay, [3], of: waiting).leftOut.map(\.event) == [3])
    }

    @Test("takes each cause's remedies only", arguments: ParkingCause.allCases)
    func remedies(cause: ParkingCause) {
        for decision in ParkedDecision.allCases {
            let selection = ParkedSelection(decision, [1], of: [event(1, cause, cause == .unreadable ? nil : "a")])
            #expect(selection.steps.isEmpty != cause.remedies.contains(decision))
            #expect(selection.leftOut.isEmpty == cause.remedies.contains(decision))
        }
    }

    @Test("an event that holds nobody back neither waits for others nor takes them with it")
    func apart() {
        let waiting = [event(1, .failed, "a", 3), event(2, .forged, "a", 9), event(3, .gap, "a", 12)]
        #expect(ParkedSelection(.discard, [2], of: waiting).steps == [Step(event: 2, decision: .discard)])
        #expect(ParkedSelection(.replay, [1], of: waiting).steps.map(\.event) == [1])
    }

    @Test("what waits for a missing event is neither replayed, edited nor discarded, forged ones only discarded")
    func bounds() {
        #expect(ParkingCause.gap.remedies == [])
        #expect(ParkingCause.forged.remedies == [.discard])
        #expect(ParkingCause.unreadable.remedies == [.discard, .edit])
        #expect(ParkingCause.failed.remedies.contains(.replay))
    }
}
