import Testing

@testable import AMQP

@Suite("Backoff")
struct BackoffTests {
    @Test("Waits double up to the cap, and stay there")
    func doubling() {
        var backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
        let waits = (0..<6).map { _ in backoff.next(fraction: 0) }
        #expect(waits == [100, 200, 400, 800, 1_000, 1_000].map { .milliseconds($0) })
        for _ in 0..<200 { #expect(backoff.next(fraction: 0) == .seconds(1)) }
    }

    @Test("Chance shortens a wait by up to a half")
    func jitter() {
        var backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
        #expect(backoff.next(fraction: 0.5) == .milliseconds(75))
        #expect(backoff.next(fraction: 1) == .milliseconds(100))
    }

    @Test("A reset begins from the base")
    func reset() {
        var backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
        for _ in 0..<5 { _ = backoff.next(fraction: 0) }
        backoff.reset()
        #expect(backoff.next(fraction: 0) == .milliseconds(100))
    }
}
