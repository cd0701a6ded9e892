import Testing

@testable import Delivery

@Suite("What many things give a log to say")
struct LineAllowanceTests {
    private let start = ContinuousClock.now

    @Test("is a line each while there are few, and a sum of the rest when the window is over")
    func most() {
        var lines = LineAllowance()
        let told = (0..<50).filter { _ in lines.take(at: start) }
        #expect(told == Array(0..<LineAllowance.most))
        let ends = [59, 60, 600].map { lines.close(at: start + .seconds($0)) }
        #expect(ends == [nil, 50 - LineAllowance.most, nil])
    }

    @Test("is counted anew in each window, which begins with the first thing in it")
    func anew() {
        var lines = LineAllowance()
        let first = lines.take(at: start)
        #expect(first)
        let ends = [60].map { lines.close(at: start + .seconds($0)) }
        #expect(ends == [nil])
        let told = (100...120).filter { lines.take(at: start + .seconds($0)) }
        #expect(told == Array(100..<120))
        let laterEnds = [159, 160].map { lines.close(at: start + .seconds($0)) }
        #expect(laterEnds == [nil, 1])
    }
}
