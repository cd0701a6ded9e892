internal import ArgumentParser
internal import EligibilityService
internal import Foundation
internal import Runtime

/// `household import`: puts the households of a sheet on file.
struct HouseholdImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Put the households of a CSV file on file as applicants.",
        discussion: """
            The file has a row for each member, and the household's form in each of them. Its columns:
            \(EnrolmentColumn.allCases.map(\.rawValue).joined(separator: ","))

            Codes are those of the register, lists are divided by semicolons, yes and no answer questions, amounts are \
            yuan a year. Every bad row is named with its line, and nothing is imported then, unless --skip-bad leaves \
            out the households that have one.

                eligibility household import households.csv --actor li.enrolment
            """)

    @Argument(help: "The CSV file.")
    var file: String

    @Flag(help: "Leave out households with bad rows instead of refusing the file.")
    var skipBad = false

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

    func run() async throws {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw FileFault("\(file) cannot be read as UTF-8: name a CSV file")
        }
        let sheet = EnrolmentSheet(csv: text)
        let report = try await options.withService(EligibilityService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.importHouseholds(
                    sheet, skippingBad: skipBad, context, in: transaction)
            }
        }
        let imported = "imported \(report.imported) households with \(report.members) members"
        let left = report.badRows.map { "left out, \($0)" }
        try options.print(report, ([imported] + left).joined(separator: "\n"))
    }
}
