internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime

/// `appraise for` and `appraise against`: the village decides on applicants.
struct AppraiseCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appraise", abstract: "Put on record how a village decided on applicants.",
        subcommands: [AppraiseForCommand.self, AppraiseAgainstCommand.self])
}

/// `appraise for`: the village votes for them.
struct AppraiseForCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "for", abstract: "The village votes for applicants. --all takes those whose assessment says yes.",
        discussion: """
            eligibility appraise for --all --county 522728 --votes-for 31 --votes-against 2 --appraiser zhang.committee \\
                --minutes 5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --actor clerk.village
            """)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var vote: VoteOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.appraise(
                households.selection(awaitingIn: .applied), vote.vote, context, in: transaction)
        }
    }
}

/// `appraise against`: the village finds against them.
struct AppraiseAgainstCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "against",
        abstract: "The village finds against applicants. --all takes those whose assessment says no.",
        discussion: """
            eligibility appraise against --all --county 522728 --reason 'income not below the line' --actor clerk.village
            """)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.appraiseAgainst(
                households.selection(awaitingIn: .applied), context, in: transaction)
        }
    }
}
