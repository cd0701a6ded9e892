internal import ArgumentParser
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `episode start`: a presenter puts it on the air.
struct EpisodeStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Put an episode on the air, from 15 minutes before its time.",
        discussion: """
            for episode in $(livestream episode list --state scheduled --column episode); do
                livestream episode start $episode --actor luo.xiaoju \\
                    --presenter $(livestream episode show $episode | awk '$1 == "presenter" { print $2 }' | head -n 1)
            done
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @Option(help: "Which of its presenters starts it.")
    var presenter: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        try await EpisodeRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.startEpisode(episode, StartRequest(presenterID: presenter), context, in: transaction)
        }
    }
}

/// `episode stream`: its stream broke off, or is there again.
struct EpisodeStreamCommand: AsyncParsableCommand {
    enum Sight: EnumerableFlag {
        case running
        case lost

        static func help(for sight: Sight) -> ArgumentHelp? {
            switch sight {
            case .running: "It is there, or there again: no clock ends the episode."
            case .lost: "It broke off: two hours without it, past the planned end, end the episode."
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Say whether a live episode's stream runs.",
        discussion: """
            for episode in $(livestream episode list --state live --column episode); do
                livestream episode stream $episode --lost --actor media.desk
            done
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @Flag var sight: Sight

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        try await EpisodeRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.followStream(
                of: episode, StreamReport(isRunning: sight == .running), context, in: transaction)
        }
    }
}

/// `episode end`: it leaves the air.
struct EpisodeEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "Take an episode off the air; its offers close, and its audience is counted.",
        discussion: """
            for episode in $(livestream episode list --state live --column episode); do
                livestream episode end $episode --actor luo.xiaoju
            done
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        try await EpisodeRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.endEpisode(episode, context, in: transaction)
        }
    }
}

/// `episode cancel`: it will not take place.
struct EpisodeCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Call a scheduled episode off; its offers close.",
        discussion: """
            livestream episode cancel $(livestream episode list --state scheduled --limit 1 --column episode) --yes \\
                --actor chief.editor --reason 'the road is closed'
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        try confirmation.confirm("episode \(episode) is called off")
        try await EpisodeRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.cancelEpisode(episode, context, in: transaction)
        }
    }
}

/// `episode record`: a recording of it is kept.
struct EpisodeRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Attach a recording to an episode that has ended.",
        discussion: """
            livestream episode record $(livestream episode list --state ended --limit 1 --column episode) \\
                episodes/2019-07-07/luodian.mp4 --seconds 7200 --actor media.desk
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @Argument(help: "The name that the media store keeps it under.")
    var mediaKey: String

    @Option(help: "How long it runs, in seconds, up to 7 days.")
    var seconds: Int64

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func validate() throws {
        guard (1...604_800).contains(seconds) else { throw ValidationError("--seconds takes 1 to 604800") }
    }

    func run() async throws {
        try await EpisodeRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.attachRecording(
                to: episode, RecordingRequest(mediaKey: mediaKey, durationMs: seconds * 1000), context,
                in: transaction)
        }
    }
}
