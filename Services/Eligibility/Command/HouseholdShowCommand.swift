internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `household show`: one household's case.
struct HouseholdShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show where a household's case stands, and how it got there. It is recorded.",
        discussion: """
            eligibility household show $(eligibility household list --limit 1 --column token) --actor wang.township
            """)

    @Argument(help: "The household's token.")
    var token: Token

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReadingCases>

    func run() async throws {
        let view = try await options.withService(EligibilityService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                Told(try await service.household(token, context, in: transaction))
            }
        }
        try options.print(view, words(view))
    }

    private func words(_ view: HouseholdView) -> String {
        var history = Table("at", "from", "to", "by", "why", "evidence")
        for move in view.history {
            history.add(
                move.at.description, move.from?.rawValue ?? "", move.to.rawValue, move.actor, move.reason ?? "",
                move.evidenceID.description)
        }
        let notices = view.notices.map { notice in
            "\(notice.stage) notice for \(notice.name), \(notice.postedOn) to \(notice.lastDay), open objections: "
                + (notice.openObjections.isEmpty
                    ? "none" : notice.openObjections.map(\.description).joined(separator: " "))
        }
        return (["\(view.token) in \(view.village): \(view.state.rawValue)"] + notices + ["\(history)"])
            .joined(separator: "\n")
    }
}
