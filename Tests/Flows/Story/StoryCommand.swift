import ArgumentParser
import Foundation
import Narration

/// `story`: the main job on a running instance, from the register of households to the money in their accounts.
@main
struct StoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "story",
        abstract: "Play the main job on a running instance, and report what came of it.",
        discussion: """
            Four counties register their poor households, sell in a livestream to 2,000 buyers and a partner, carry the \
            goods to the cities, and pay for them. The instance must be fresh and must have been started with a clock \
            of its own, as `make demo` does it. Exits with 0 only if every audit holds.

            The figures are also left beside the instance's folder: .run/NAME.json.

            story --run-dir .run/demo
            """)

    @Option(name: .customLong("run-dir"), help: "The instance's folder, .run/NAME.")
    var runDirectory: String

    @Flag(help: "Print the report as JSON.")
    var json = false

    func run() async throws {
        let stage = Stage(runDirectory: runDirectory)
        try stage.expectUnplayed()
        let report = try await Play(stage: stage, progress: Narrator(of: "story")).play()
        let figures = try report.json
        let file = "\(stage.folder).json"
        try figures.write(toFile: file, atomically: true, encoding: .utf8)
        print(json ? figures : "\(ReportPage(report))\n\nThe figures: \(file)")
        if !report.auditOK { throw ExitCode.failure }
    }
}
