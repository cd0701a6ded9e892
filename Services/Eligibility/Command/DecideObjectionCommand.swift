internal import ArgumentParser
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `decide-objection`: an objection is found right, or wrong.
struct DecideObjectionCommand: AsyncParsableCommand {
    enum Outcome: EnumerableFlag {
        case uphold
        case dismiss

        static func help(for outcome: Outcome) -> ArgumentHelp? {
            switch outcome {
            case .uphold: "It is right: the case goes back to the village, or the household stays registered."
            case .dismiss: "It is wrong: the case goes on."
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "decide-objection", abstract: "Uphold or dismiss an objection, and say why.",
        discussion: """
            The id of an objection is what `object` prints, and `household show` lists those that are open:

            token=$(eligibility household list --state first-publicity --limit 1 --column token)
            objection=$(eligibility object $token --grounds 'keeps a shop' --actor neighbour.8)
            eligibility decide-objection $token $objection --dismiss --reason 'the shop is another one' --actor wang.township
            """)

    @Argument(help: "The household's token.")
    var token: Token

    @Argument(help: "The objection's id.")
    var objection: UUIDv7

    @Flag var outcome: Outcome

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReviewingCases>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.decide(
                objection, against: token, upheld: outcome == .uphold, context, in: transaction)
        }
    }
}
