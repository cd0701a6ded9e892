internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `household list`: the households on file, page by page.
struct HouseholdListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the households on file.",
        discussion: """
            eligibility household list --county 522728 --state registered
            """)

    @OptionGroup var scope: CountyOptions

    @Option(help: "Only those whose case stands here.")
    var state: HouseholdState?

    @Option(help: "Begin after this household, the last one of the page before.")
    var after: Token?

    @Option(help: "How many at most, 1 to 1000.")
    var limit = 100

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000") }
    }

    func run() async throws {
        let page = try await options.read { service, _, transaction in
            try await service.households(
                in: scope.county, standing: state, after: after, limit: limit, in: transaction)
        }
        var table = Table("token", "village", "state", "members", "registered")
        for household in page.households {
            table.add(
                household.token.description, household.village.description, household.state.rawValue,
                "\(household.members)", household.registeredOn?.description ?? "")
        }
        try options.print(page, table, columns, more: page.next.map { "more: --after \($0)" })
    }
}
