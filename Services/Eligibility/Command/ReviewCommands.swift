internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime

/// `review`: the township, then the county, examine what villages appraised.
struct ReviewCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Approve, return or reject cases that await the township or the county.",
        subcommands: [ReviewApproveCommand.self, ReviewReturnCommand.self, ReviewRejectCommand.self])
}

/// `review approve`: they go on.
struct ReviewApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve cases. The township's approval posts the second notice.",
        discussion: """
            eligibility review approve --level township --all --county 522728 --actor wang.township
            """)

    @OptionGroup var review: ReviewOptions
    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReviewingCases>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.approve(
                households.selection(awaitingIn: review.state), at: review.level, context, in: transaction)
        }
    }
}

/// `review return`: they go back to the village.
struct ReviewReturnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Send cases back to the village, with a reason.",
        discussion: """
            eligibility review return --level township --all --county 522728 --reason 'the minutes are not signed' \\
                --actor wang.township
            """)

    @OptionGroup var review: ReviewOptions
    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReviewingCases>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.returnCases(
                households.selection(awaitingIn: review.state), context, in: transaction)
        }
    }
}

/// `review reject`: they are turned down.
struct ReviewRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Turn cases down, with a reason.",
        discussion: """
            eligibility review reject --level county --all --county 522728 --reason 'owns a flat in the town' \\
                --actor zhao.county
            """)

    @OptionGroup var review: ReviewOptions
    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReviewingCases>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.reject(
                households.selection(awaitingIn: review.state), context, in: transaction)
        }
    }
}

/// Which office reviews.
struct ReviewOptions: ParsableArguments {
    @Option(help: "Which office reviews: township or county.")
    var level: Approval.Level

    /// Where cases stand that await its review.
    var state: HouseholdState {
        switch level {
        case .township: .townshipReview
        case .county: .countyReview
        }
    }
}
