internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime

/// `monitor`: households that may fall into poverty, or have.
struct MonitorCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: "Watch households that may fall into poverty; reopen the case of those that did.",
        subcommands: [RaiseRiskCommand.self, RelapseCommand.self])
}

/// `monitor raise-risk`: they are watched from now on.
struct RaiseRiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raise-risk", abstract: "Watch households whose last assessment for monitoring says yes.",
        discussion: """
            eligibility assess --purpose monitoring --all --county 522728 --actor li.enrolment
            eligibility monitor raise-risk --all --county 522728 --actor wang.township
            """)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.raiseRisk(households.selection(awaitingIn: .exited), context, in: transaction)
        }
    }
}

/// `monitor relapse`: their case opens again.
struct RelapseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relapse", abstract: "Open the case again of households whose last assessment for entry says yes.",
        discussion: """
            Whose figures suggest it, `reviews` lists:

            for token in $(eligibility reviews --county 522728 | awk '$3 == "relapse" { print $1 }'); do
                eligibility monitor relapse --token $token --actor wang.township
            done
            """)

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        try await StepRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.relapse(households.selection(awaitingIn: .monitored), context, in: transaction)
        }
    }
}
