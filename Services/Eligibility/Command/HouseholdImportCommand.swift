internal import ArgumentParser
internal import EligibilityService
internal import Runtime

/// `household import`: puts the households of a sheet on file.
struct HouseholdImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Put the households of a CSV file on file as applicants.",
        discussion: """
            The file has a row for each member, and the household's form in each of them; - is standard input. Codes are those \
            of the register, lists are divided by semicolons, yes and no answer questions, amounts are yuan a year. Every bad \
            row is named with its line, and nothing is imported then, unless --skip-bad leaves out the households that have one.

            eligibility household import - --actor li.enrolment <<END
            \(EnrolmentColumn.allCases.map(\.rawValue).joined(separator: ","))
            7,522728100201,2019-03-04,general,labour,illness,yes,yes,96,C,carried,domestic,firewood,earth,8000,2.5,1,,\
            王秀英,522728197001019003,,head,primary,none,healthy,ordinary,farming,basic-medical,2014-01-01,2019-03-04,900,600,,10,50
            8,522728100201,2019-03-04,general,labour,illness,yes,yes,96,B,tap,domestic,firewood,paved,800,2.5,1,,\
            李国强,522728198002029013,,head,primary,none,healthy,ordinary,farming,basic-medical,2014-01-01,2019-03-04,9000,600,,10,50
            END
            """)

    @Argument(help: "The CSV file.")
    var file: String

    @Flag(help: "Leave out households with bad rows instead of refusing the file.")
    var skipBad = false

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        guard let text = String(validating: try InputFile.read(file), as: UTF8.self) else {
            throw FileFault("\(file) cannot be read as UTF-8: name a CSV file")
        }
        let sheet = EnrolmentSheet(csv: text)
        let report = try await options.withService(EligibilityService.self, by: actor) { service, workbench, context in
            try await withProgress("importing households") {
                try await workbench.perform { transaction in
                    try await service.importHouseholds(sheet, skippingBad: skipBad, context, in: transaction)
                }
            }
        }
        let imported = "imported \(report.imported) households with \(report.members) members"
        let left = report.badRows.map { "left out, \($0)" }
        try options.print(report, ([imported] + left).joined(separator: "\n"))
    }
}
