import LoadRig
import ArgumentParser
import Foundation
import LocalScripts
import Narration

/// `bench`: measures the order flow on a fresh instance of its own.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the order flow on a fresh instance of the whole system.",
        discussion: """
            Exits with 0 if it could measure, whether the goals are met or missed: those are in the table, and in \
            .run/bench.json. What was measured before of parts that are not measured now is left out.

            bench --scripts compose/local --part saturated --part flash
            """)

    @Option(help: "The folder of the scripts that run an instance, compose/local.")
    var scripts: String

    @Option(name: .customLong("part"), help: "What to measure; all parts but growth unless given.")
    var parts: [BenchPart] = []

    @Flag(help: "Measure all parts, growth too, with more runs.")
    var full = false

    @Option(help: "How many orders saturate the system in a run; all the rest is scaled with it.")
    var orders: Int?

    @Option(help: "How many runs each part has.")
    var runs: Int?

    @Option(help: "The build that is measured: release, or debug to try the bench itself.")
    var build = "release"

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Flag(help: "Leave the instance running.")
    var keep = false

    func validate() throws {
        guard orders ?? 1 > 0, runs ?? 1 > 0 else { throw ValidationError("orders and runs are at least 1") }
    }

    func run() async throws {
        let folder = URL(fileURLWithPath: scripts).standardizedFileURL.path
        let system = RigSystem(scripts: LocalScripts(folder: folder), instance: "bench", configuration: build)
        let bench = Bench(
            system: system, parts: chosenParts, scale: scale, progress: Narrator(of: "bench"), isKept: keep)
        let report = try await bench.run()
        let figures = try report.json
        let file = "\(system.folder).json"
        try figures.write(toFile: file, atomically: true, encoding: .utf8)
        print(json ? figures : "\(ReportPage(report))\n\nThe figures: \(file)")
    }

    private var chosenParts: [BenchPart] {
        let all = full ? BenchPart.allCases : BenchPart.usual
        return parts.isEmpty ? all : BenchPart.allCases.filter(parts.contains)
    }

    private var scale: BenchScale {
        var scale = full ? BenchScale.full : BenchScale.usual
        if let orders { scale = scale.scaled(toOrders: orders) }
        if let runs { scale.runs = runs }
        return scale
    }
}
