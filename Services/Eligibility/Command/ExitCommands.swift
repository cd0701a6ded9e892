internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime

/// `exit`: the steps by which households leave the register.
struct ExitCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exit", abstract: "Take households a step towards leaving the register.",
        subcommands: [
            ExitAppraiseCommand.self, ExitVerifyCommand.self, ExitDenyCommand.self, ExitAcknowledgeCommand.self,
            ExitContestCommand.self, ExitPublishCommand.self,
        ])
}

/// A step that needs no more than who, and why.
protocol PlainExitCommand: AsyncParsableCommand {
    associatedtype Options: ActingOptions

    var households: SelectionOptions { get }
    var options: ServiceOptions { get }
    var actor: Options { get }

    /// The step, and where households stand that await it.
    static var step: (ExitStep, awaitedIn: HouseholdState) { get }
}

extension PlainExitCommand {
    func run() async throws {
        let (step, state) = Self.step
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.exit(households.selection(awaitingIn: state), step, context, in: transaction)
        }
    }
}

/// `exit appraise`: the village votes that they may leave.
struct ExitAppraiseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appraise", abstract: "The village votes that registered households may leave.",
        discussion: """
            Whose case suggests it, `reviews` lists:

            for token in $(eligibility reviews --county 522728 | awk '$3 == "exit" { print $1 }'); do
                eligibility exit appraise --token $token --votes-for 28 --appraiser zhang.committee \\
                    --minutes 5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --actor clerk.village
            done
            """)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var vote: VoteOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.exit(
                households.selection(awaitingIn: .registered), .appraise(vote.vote), context, in: transaction)
        }
    }
}

/// `exit verify`: the township has visited them and confirms.
struct ExitVerifyCommand: PlainExitCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "The township has visited them and confirms.",
        discussion: """
            eligibility exit verify --all --county 522728 --actor wang.township
            """)
    static let step = (ExitStep.verify, awaitedIn: HouseholdState.exitAppraised)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReviewingCases>
}

/// `exit deny`: the township has visited them and does not confirm.
struct ExitDenyCommand: PlainExitCommand {
    static let configuration = CommandConfiguration(
        commandName: "deny", abstract: "The township has visited them and does not confirm, with a reason.",
        discussion: """
            eligibility exit deny --all --county 522728 --reason 'the roof leaks' --actor wang.township
            """)
    static let step = (ExitStep.deny, awaitedIn: HouseholdState.exitAppraised)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReviewingCases>
}

/// `exit acknowledge`: the households acknowledge the finding.
struct ExitAcknowledgeCommand: PlainExitCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "The households acknowledge that they may leave.",
        discussion: """
            eligibility exit acknowledge --all --county 522728 --actor clerk.village
            """)
    static let step = (ExitStep.acknowledge, awaitedIn: HouseholdState.verified)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>
}

/// `exit contest`: the households contest the finding.
struct ExitContestCommand: PlainExitCommand {
    static let configuration = CommandConfiguration(
        commandName: "contest", abstract: "The households contest that they may leave, with a reason.",
        discussion: """
            eligibility exit contest --all --county 522728 --reason 'the job ends in May' --actor clerk.village
            """)
    static let step = (ExitStep.contest, awaitedIn: HouseholdState.verified)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>
}

/// `exit publish`: the village posts the exit notice.
struct ExitPublishCommand: PlainExitCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Post the exit notice; its end takes them off the register.",
        discussion: """
            eligibility exit publish --all --county 522728 --actor clerk.village
            """)
    static let step = (ExitStep.publish, awaitedIn: HouseholdState.acknowledged)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>
}
