import Seeds
import Testing

@Suite("Before a scripted server")
struct ScriptedTests {
    @Test("no lease is lost or doubled, waiters are served in order, and the pool recovers from every crash")
    func pool() async throws {
        try await forEachSeed(300, steps: 24, play: PoolScenario.self)
    }

    @Test(
        "every slot has one outcome, the first, and whoever waits for it gets it, whenever they come or are cancelled")
    func slot() async throws {
        try await forEachSeed(300, steps: 24, play: SlotScenario.self)
    }

    @Test("every command is sent once and in order, or taken back by its own task, and none comes into a transaction")
    func outbox() async throws {
        try await forEachSeed(300, steps: 30, play: OutboxScenario.self)
    }

    @Test("every statement is answered once, and told to have succeeded or failed only where the server says so")
    func pipeline() async throws {
        try await forEachSeed(300, steps: 24, play: PipelineScenario.self)
    }
}
