internal import ArgumentParser
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `episode schedule`: an episode is announced.
struct EpisodeScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Schedule an episode.",
        discussion: """
            livestream episode schedule $(livestream programme list --column programme | tail -n 1) --county 522728 \\
                --presenter $(livestream presenter list --column presenter | tail -n 1) \\
                --starts 2019-08-07T20:00:00+08:00 --ends 2019-08-07T22:00:00+08:00 --day 2019-08-07 --actor chief.editor
            """)

    @Argument(help: "The programme.")
    var programme: UUIDv7

    @Option(help: "The county that it comes from, 6 digits.")
    var county: DivisionCode

    @Option(name: .customLong("presenter"), help: "Who presents it; may be given again for another.")
    var presenters: [UUIDv7]

    @Option(help: "When it starts.")
    var starts: Instant

    @Option(help: "When it ends.")
    var ends: Instant

    @Option(help: "The alleviation day that it is part of: the 7th of a month.")
    var day: Day?

    @Option(help: "Its number in the programme; the next one if it is left out.")
    var number: Int32?

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        let request = EpisodeRequest(
            programmeID: programme, number: number, county: county, presenters: presenters, alleviationDay: day,
            startsAt: starts, endsAt: ends)
        try await EpisodeRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.scheduleEpisode(request, context, in: transaction)
        }
    }
}

/// `episode reschedule`: an episode is moved.
struct EpisodeRescheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reschedule", abstract: "Move a scheduled episode, none of whose slots is pending.",
        discussion: """
            livestream episode reschedule $(livestream episode list --state scheduled --limit 1 --column episode) \\
                --starts 2019-08-07T19:00:00+08:00 --ends 2019-08-07T21:00:00+08:00 --day 2019-08-07 --actor chief.editor
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @Option(help: "When it starts.")
    var starts: Instant

    @Option(help: "When it ends.")
    var ends: Instant

    @Option(help: "The alleviation day that it is part of then: the 7th of a month.")
    var day: Day?

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        try await EpisodeRun(options: options, actor: actor).perform { service, context, transaction in
            try await service.rescheduleEpisode(
                episode, RescheduleRequest(startsAt: starts, endsAt: ends, alleviationDay: day), context,
                in: transaction)
        }
    }
}
