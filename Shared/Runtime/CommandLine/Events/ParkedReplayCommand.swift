public import ArgumentParser
internal import Delivery
internal import Postgres

/// `events parked replay`: proposes that what waits be handled once more.
public struct ParkedReplayCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "replay",
            abstract: "Propose that parked events be handled once more, with what waits behind them.",
            discussion: """
                What is meant is fixed as a plan, however many events that are; a second person approves it as a whole. It is \
                then run in groups of 1, 2, 4, 8 … events, each in a transaction of its own, in order, and stops at the first \
                failure. A dry run carries the plan out and takes it back, and asks nobody; --plan proposes what it showed, \
                within a day, and runs on what was approved and stopped or was killed.

                Events are named by their numbers, or by conditions such as --cause failed. The ten that wait the longest:

                \(Hosted.name) events parked list --cause failed --limit 10 --column number |
                    xargs --no-run-if-empty \(Hosted.name) events parked replay --actor li.operations \\
                    --reason 'the constraint is gone'
                """)
    }

    @OptionGroup var selection: ParkedSelectionOptions

    @Option(help: "Propose this plan, which was rehearsed, or run it on.")
    var plan: Int64?

    @OptionGroup var pace: ReplayPaceOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Sees that either a plan or a selection is given.
    public func validate() throws {
        guard plan != nil else { return try selection.expectGiven() }
        if selection.isGiven { throw ValidationError("--plan has its events fixed: give no number and no condition") }
    }

    /// Proposes or rehearses what is meant, or goes on with a plan.
    public func run() async throws {
        try await options.withService(Hosted.self, by: actor) { hosted, workbench, context in
            let desk = ParkedDesk(hosted: hosted, workbench: workbench, options: options, context: context)
            if let plan {
                try await desk.goOn(with: plan, pace)
            } else if pace.dryRun {
                try await desk.rehearse(selection.criteria, pace)
            } else {
                try await desk.propose(.replay, selection.criteria)
            }
        }
    }
}

/// How plans for parked events are run.
public struct ReplayPaceOptions: ParsableArguments {
    @Option(help: "How many events a second at most, 1 to 1000.")
    var rate = 50

    @Option(help: "Stop at so many failures.")
    var stopAfter = 1

    @Flag(help: "Carry it out, print what would come of it, and take it back.")
    var dryRun = false

    /// Makes the options.
    public init() {}

    /// Refuses a pace that is none.
    public func validate() throws {
        guard (1...1000).contains(rate) else { throw ValidationError("--rate takes 1 to 1000") }
        guard stopAfter >= 1 else { throw ValidationError("--stop-after takes 1 or more") }
    }

    var pace: Replay.Pace { Replay.Pace(perSecond: rate, stopAfter: stopAfter) }
}
