internal import ArgumentParser
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `object`: someone objects to a notice.
struct ObjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "object", abstract: "Raise an objection to the notice of a household, and print its id.",
        discussion: """
            eligibility object $(eligibility household list --state first-publicity --limit 1 --column token) \\
                --grounds 'owns a lorry' --actor neighbour.7
            """)

    @Argument(help: "The household's token.")
    var token: Token

    @Option(help: "What the objection says.")
    var grounds: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<RaisingObjections>

    func run() async throws {
        let raised = try await options.withService(EligibilityService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.object(
                    to: token, grounds: grounds, context, in: transaction)
            }
        }
        try options.print(raised, raised.objectionID.description)
    }
}
