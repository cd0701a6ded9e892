internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `register`: announced households are entered in the register.
struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Enter announced households in the register, and make that known.",
        discussion: """
            eligibility register --all --county 522728 --announced-on 2019-07-08 --actor zhao.county
            """)

    @Option(help: "The day on which the county announced them.")
    var announcedOn: Day

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.register(
                households.selection(awaitingIn: .announced), announcedOn: announcedOn, context, in: transaction)
        }
    }
}
