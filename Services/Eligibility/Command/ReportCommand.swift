internal import ArgumentParser
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `report`: households and income by county.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Count households and their income from sales by county.",
        discussion: """
            eligibility report
            eligibility report --county 522728 --json
            """)

    @OptionGroup var scope: CountyOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let report = try await options.read { service, workbench, transaction in
            try await service.countyReport(on: workbench.clock.today(), of: scope.county, in: transaction)
        }
        var table = Table("county", "designated", "on file", "registered", "sales yuan", "of it registered")
        for county in report.counties {
            table.add(
                county.county.description, county.designation, "\(county.onFile)", "\(county.registered)",
                county.salesIncomeFen.inYuan, county.registeredSalesIncomeFen.inYuan)
        }
        try options.print(report, table, columns)
    }
}
