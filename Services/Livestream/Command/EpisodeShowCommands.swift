internal import ArgumentParser
internal import LivestreamDomain
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `episode show`: how one stands.
struct EpisodeShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how an episode stands.",
        discussion: """
            livestream episode show $(livestream episode list --limit 1 --column episode)
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let shown = try await options.read { try await $0.episode(episode, in: $1) }
        var table = Table("episode \(shown.number)", shown.episodeID.description)
        table.add("programme", shown.programmeID.description)
        table.add("county", shown.county.description)
        table.add("starts", shown.startsAt.description)
        table.add("ends", shown.endsAt.description)
        table.add("state", shown.state)
        table.add("stream", shown.stream)
        for presenter in shown.presenters { table.add("presenter", presenter.description) }
        for recording in shown.recordings { table.add("recording", recording.mediaKey) }
        if let audience = shown.audience {
            table.add("viewers, about", "\(audience.uniqueEstimate)")
            table.add("at once", "\(audience.peak)")
        }
        try options.print(shown, "\(table)")
    }
}

/// `episode list`: all of them, or a programme's.
struct EpisodeListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the episodes.",
        discussion: """
            livestream episode list --county 522728
            livestream episode list --programme $(livestream programme list --limit 1 --column programme)
            """)

    @Option(help: "Only those of this programme.")
    var programme: UUIDv7?

    @Option(help: "Only those that stand so.")
    var state: EpisodeState?

    @OptionGroup var scope: CountyOptions
    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read {
            try await $0.episodes(of: programme, standing: state, from: scope.county, page, in: $1)
        }
        var table = Table("episode", "number", "county", "starts", "ends", "state")
        for episode in list.episodes {
            table.add(
                episode.episodeID.description, "\(episode.number)", episode.county.description,
                episode.startsAt.description, episode.endsAt.description, episode.state)
        }
        try options.print(list, table, columns)
    }
}
