import Seeds
import Testing

@Suite("Before a scripted broker")
struct ScriptedTests {
    @Test(
        "every message has one outcome, and the true one, whatever the broker does and wherever the connection breaks")
    func publishing() throws {
        try forEachSeed(4000, steps: 24, play: PublishingScenario.self)
    }

    @Test("every delivery is settled once, on the connection that brought it, and the prefetch is kept")
    func consuming() throws {
        try forEachSeed(4000, steps: 30, play: ConsumingScenario.self)
    }
}
