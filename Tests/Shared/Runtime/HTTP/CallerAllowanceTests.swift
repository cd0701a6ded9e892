import Testing

@testable import Runtime

@Suite("The requests that a caller may make")
struct CallerAllowanceTests {
    private let start = ContinuousClock.now

    @Test("are a second's at once, then as many as the rate has; another caller's are their own")
    func rate() {
        let allowance = CallerAllowance(requestsPerSecond: 10)
        let atOnce = (0..<30).filter { _ in allowance.takes("li", at: start) }.count
        #expect(atOnce == 10)
        #expect(allowance.takes("wang", at: start))
        for tenth in 1...50 {
            let moment = start + .milliseconds(100 * tenth)
            #expect(allowance.takes("li", at: moment))
            #expect(!allowance.takes("li", at: moment))
        }
        // Who was at rest has a second's again, and no more.
        let later = start + .seconds(60)
        #expect((0..<30).filter { _ in allowance.takes("li", at: later) }.count == 10)
    }

    @Test("are refused with 429, and a refusal does not count")
    func refusal() throws {
        let allowance = CallerAllowance(requestsPerSecond: 1)
        let caller = Caller("li", as: .operator)
        try allowance.expectRoom(for: caller, at: start)
        for _ in 0..<5 {
            let problem = #expect(throws: Problem.self) { try allowance.expectRoom(for: caller, at: start) }
            #expect(problem?.status == 429)
        }
        try allowance.expectRoom(for: caller, at: start + .seconds(1))
    }

    @Test("are reckoned for those who ask at present, and not for all who ever asked")
    func memory() {
        let allowance = CallerAllowance(requestsPerSecond: 1000)
        for number in 0..<50_000 {
            _ = allowance.takes("caller \(number)", at: start + .milliseconds(number))
        }
        #expect(allowance.callers <= 10_001)
    }
}
