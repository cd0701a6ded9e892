internal import ArgumentParser
internal import LivestreamService
internal import Runtime

/// `livestream`: programmes, episodes, the offers in them, and the revenue that they bring.
@main
struct LivestreamCommand: ServiceProgram {
    static let configuration = CommandConfiguration(
        commandName: "livestream",
        abstract: "Put programmes on the air: schedule episodes, offer goods in them, trace the revenue.",
        discussion: """
            Times are given as RFC 3339, such as 2019-07-07T20:00:00+08:00; prices in fen with their measure, such as \
            780/500g or 1200/piece; quantities with their unit, such as 500000g or 300pieces.
            """,
        subcommands: [
            ProgrammeCommands.self, PresenterCommands.self, EpisodeCommands.self, OfferCommands.self,
            DayCommands.self, ReportCommand.self, PartnerCommands<LivestreamService>.self,
        ],
        groupedSubcommands: [OperatingCommands<LivestreamService>.group])
}
