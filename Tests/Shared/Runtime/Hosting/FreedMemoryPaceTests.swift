import Testing

@testable import Runtime

@Suite("When freed memory is given back")
struct FreedMemoryPaceTests {
    private let start = ContinuousClock.now

    /// The seconds at which it is given back by a process that computes so many milliseconds in each.
    private func given(_ milliseconds: [Int]) -> [Int] {
        var pace = FreedMemoryPace(at: start)
        var worked = Duration.zero
        return milliseconds.indices.map { $0 + 1 }.filter { second in
            worked += .milliseconds(milliseconds[second - 1])
            return pace.isDue(worked: worked, at: start + .seconds(second))
        }
    }

    @Test("in the first second of rest, and not again until something was done")
    func atRest() {
        #expect(given([300, 300, 0, 0, 0]) == [3])
        #expect(given([300, 300, 0, 300, 0, 0]) == [3, 5])
    }

    @Test("every five seconds of work without a rest")
    func atWork() {
        #expect(given(Array(repeating: 900, count: 12)) == [5, 10])
    }

    @Test("by one that does little, whenever it has done enough to be worth it")
    func atLittleWork() {
        #expect(given(Array(repeating: 5, count: 9)) == [4, 8])
        #expect(given(Array(repeating: 0, count: 60)) == [])
    }
}
