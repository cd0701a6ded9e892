internal import ArgumentParser
internal import EligibilityService
internal import Runtime

/// `eligibility`: who is entitled to help, why, and what they earn.
@main
struct EligibilityCommand: ServiceProgram {
    static let configuration = CommandConfiguration(
        commandName: "eligibility",
        abstract: "Keep the register of households: appraise, publish, review, register, monitor.",
        discussion: """
            A household is called by its token. What officers do with a list takes --token for each household of it, \
            or --all for all that await the step, within --county or everywhere: all of them move, or none.
            """,
        subcommands: [
            HouseholdCommands.self, AssessCommand.self, AppraiseCommands.self, PublishCommand.self,
            ObjectCommand.self, DecideObjectionCommand.self, ReviewCommands.self, RegisterCommand.self,
            ExitCommands.self, MonitorCommands.self, ReviewsCommand.self, DesignationCommands.self,
            ReportCommand.self, PartnerCommands<EligibilityService>.self, TokenCommands<EligibilityService>.self,
            PersonalCommands<EligibilityService>.self,
        ],
        groupedSubcommands: [OperatingCommands<EligibilityService>.group])
}
