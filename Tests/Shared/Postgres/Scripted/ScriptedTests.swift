import Seeds
import Testing

@Suite("Before a scripted server")
struct ScriptedTests {
    @Test("no lease is lost or doubled, waiters are served in order, and the pool recovers from every crash")
    func pool() throws {
        try forEachSeed(4000, steps: 24, play: PoolScenario.self)
    }

    @Test("every statement is answered once, and told to have succeeded or failed only where the server says so")
    func pipeline() throws {
        try forEachSeed(4000, steps: 24, play: PipelineScenario.self)
    }
}
