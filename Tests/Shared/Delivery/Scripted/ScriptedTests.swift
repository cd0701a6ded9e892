import Seeds
import Testing

@Suite("On a scripted road")
struct ScriptedTests {
    @Test("each committed event reaches the broker, each subject's in order, whoever writes, leads or dies meanwhile")
    func relay() throws {
        try forEachSeed(4000, steps: 40, play: RelayScenario.self)
    }
}
