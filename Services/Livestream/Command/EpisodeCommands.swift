internal import ArgumentParser
internal import LivestreamService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `episode`: broadcasts of a programme.
struct EpisodeCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "episode", abstract: "Schedule episodes, put them on the air and take them off.",
        subcommands: [
            EpisodeScheduleCommand.self, EpisodeRescheduleCommand.self, EpisodeCancelCommand.self,
            EpisodeStartCommand.self, EpisodeStreamCommand.self, EpisodeEndCommand.self, EpisodeRecordCommand.self,
            EpisodeShowCommand.self, EpisodeListCommand.self,
        ])
}

/// A command that an episode is given, and that prints how it stands then.
struct EpisodeRun {
    let options: ServiceOptions
    let actor: any ActingOptions

    /// Performs the command in a transaction of its own.
    func perform(
        _ command: (LivestreamService, CommandContext, PostgresTransaction) async throws -> Told<EpisodeDetail>
    ) async throws {
        let episode = try await options.perform(as: actor, command)
        try options.print(episode, "episode \(episode.episodeID), number \(episode.number), is \(episode.state)")
    }
}
