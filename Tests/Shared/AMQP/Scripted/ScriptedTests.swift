import Seeds
import Testing

@Suite("Before a scripted broker")
struct ScriptedTests {
    @Test(
        "every message has one outcome, and the true one, whatever the broker does and wherever the connection breaks")
    func publishing() async throws {
        try await forEachSeed(300, steps: 24, play: PublishingScenario.self)
    }

    @Test(
        "one socket is open at a time, what was opened is closed, waits grow, and whoever waits is answered once and in time"
    )
    func link() async throws {
        try await forEachSeed(300, steps: 40, play: LinkScenario.self)
    }

    @Test("every delivery is settled once, on the connection that brought it, and the prefetch is kept")
    func consuming() async throws {
        try await forEachSeed(300, steps: 30, play: ConsumingScenario.self)
    }
}
