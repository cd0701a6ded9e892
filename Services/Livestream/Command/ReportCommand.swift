internal import ArgumentParser
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `report`: what episodes brought in.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show what episodes brought in, by county and episode.",
        discussion: """
            livestream report
            livestream report --county 522728 --json
            """)

    @Option(help: "Only this episode.")
    var episode: UUIDv7?

    @OptionGroup var scope: CountyOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let report = try await options.read { try await $0.revenueReport(of: episode, to: scope.county, in: $1) }
        var table = Table("county", "episode", "number", "orders", "yuan", "of it to registered")
        for row in report.revenue {
            table.add(
                row.county.description, row.episodeID.description, "\(row.number)", "\(row.orders)",
                row.attributedFen.inYuan, row.toRegisteredFen.inYuan)
        }
        try options.print(report, table, columns)
    }
}
