import Seeds
import Testing

@Suite("On a scripted road")
struct ScriptedTests {
    @Test("each committed event reaches the broker, each subject's in order, whoever writes, leads or dies meanwhile")
    func relay() async throws {
        try await forEachSeed(300, steps: 40, play: RelayScenario.self)
    }

    @Test(
        "each event takes effect once and in order, or waits for somebody to decide, whatever fails, is missing or dies"
    )
    func pump() async throws {
        try await forEachSeed(300, steps: 30, play: PumpScenario.self)
    }
}
