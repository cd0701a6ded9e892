import LoadRig
import Narration
import TestSupport
import Testing

@testable import Chaos

@Suite("Acts against a system of their own", .enabled(if: LiveServers.arePresent), .serialized)
struct ActsTests {
    private static let acts = Act.allCases.filter { $0.obstacle == nil }

    @Test("each is got over: every accepted order comes to its end, once", .timeLimit(.minutes(12)))
    func brief() async throws {
        let scripts = try #require(LiveServers.scripts)
        let system = RigSystem(scripts: scripts, instance: "test-chaos", configuration: "debug")
        let chaos = Chaos(
            system: system, acts: Self.acts, seed: 1, scale: .brief, progress: Narrator(of: "chaos"))
        let outcome: Result<ChaosReport, any Error>
        do { outcome = .success(try await chaos.play { _ in }) } catch { outcome = .failure(error) }
        try await system.kill()
        let report = try outcome.get()
        #expect(report.acts.count == Self.acts.count)
        for act in report.acts { #expect(act.faults == [], "\(act.act)") }
    }
}
