internal import ArgumentParser
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `report`: households and income by county.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Count households and their income from sales by county.",
        discussion: """
            eligibility report --json
            """)

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let report = try await options.read { service, workbench, transaction in
            try await service.countyReport(on: workbench.clock.today(), in: transaction)
        }
        var table = Table("county", "designated", "on file", "registered", "sales yuan", "of it registered")
        for county in report.counties {
            table.add(
                county.county.description, county.designation, "\(county.onFile)", "\(county.registered)",
                yuan(county.salesIncomeFen), yuan(county.registeredSalesIncomeFen))
        }
        try options.print(report, "\(table)")
    }

    private func yuan(_ fen: Int64) -> String {
        let magnitude = String(fen.magnitude)
        let padded = String(repeating: "0", count: max(0, 3 - magnitude.count)) + magnitude
        return (fen < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
    }
}
