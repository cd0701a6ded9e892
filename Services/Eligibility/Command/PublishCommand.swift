internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime

/// `publish`: the village posts the first notice.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Post the first notice of appraised households, masked.",
        discussion: """
            eligibility publish --all --county 522728 --actor clerk.village
            """)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.publish(households.selection(awaitingIn: .appraised), context, in: transaction)
        }
    }
}
