import ArgumentParser
import Foundation
import LoadRig
import LocalScripts
import Narration

/// `chaos`: pulls a fresh instance of its own apart while orders come.
@main
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos",
        abstract: "Pull a fresh instance of the whole system apart under load, and account for every order.",
        discussion: """
            Servers and services are killed, stopped and starved by a schedule that is drawn from the seed. After each \
            act every order that was accepted must come to its end within 60 s by itself, nothing may take effect twice, \
            and all books must agree. Exits with 0 only if all that was so; what came of each act is in .run/chaos.json.

            chaos --scripts compose/local --act kill-orders --act crash-database --seed 7
            """)

    @Option(help: "The folder of the scripts that run an instance, compose/local.")
    var scripts: String

    @Option(name: .customLong("act"), help: "What to do to the system; all acts unless given.")
    var acts: [Act] = []

    @Option(help: "What the schedules of the acts are drawn from.")
    var seed: UInt64 = 1

    @Option(help: "Orders a second; 100 unless given.")
    var rate: Double?

    @Flag(help: "Do everything once and for seconds, to try the acts themselves.")
    var brief = false

    @Option(help: "The build that is pulled apart: release or debug.")
    var build = "release"

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Flag(help: "Leave the servers running.")
    var keep = false

    func validate() throws {
        guard rate ?? 1 > 0 else { throw ValidationError("a rate is above 0") }
        for act in acts {
            if let obstacle = act.obstacle { throw ValidationError("\(act.rawValue): \(obstacle)") }
        }
    }

    func run() async throws {
        let folder = URL(fileURLWithPath: scripts).standardizedFileURL.path
        let system = RigSystem(scripts: LocalScripts(folder: folder), instance: "chaos", configuration: build)
        let chosen = acts.isEmpty ? Act.allCases : Act.allCases.filter(acts.contains)
        let chaos = Chaos(system: system, acts: chosen, seed: seed, scale: scale, progress: Narrator(of: "chaos"))
        let file = "\(system.folder).json"
        let report = try await chaos.play { report in
            try report.json.write(toFile: file, atomically: true, encoding: .utf8)
        }
        if !keep { try await system.kill() }
        print(json ? try report.json : "\(ChaosPage(report))\n\nThe report: \(file)")
        if !report.isKept { throw ExitCode.failure }
    }

    private var scale: ChaosScale {
        var scale = brief ? ChaosScale.brief : ChaosScale.usual
        if let rate { scale.rate = rate }
        return scale
    }
}
