public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `events refill`: asks for the log of a source, and waits until it has all arrived.
public struct RefillCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "refill",
            abstract: "Ask for the log of a source, and wait until it has all arrived.",
            discussion: """
                The running service asks, and takes what arrives as it takes all events: what it knows has no second
                effect. For a service that begins to listen, and after a restore. Ended by Ctrl-C, the command leaves the
                service to it; given again, it shows how far that has come.

                What was told in the last hour by whom the service heard last:

                source=$(\(Hosted.name) events tail --heard --count 1 | cut --delimiter=' ' --fields=2)
                \(Hosted.name) events refill $source --since $(date --utc --date='1 hour ago' +%FT%TZ)
                """)
    }

    @OptionGroup var options: ServiceOptions

    @Argument(help: "Whose log: a source that the service listens to, such as /throughtrain/orders/order.")
    var source: String

    @Flag(help: "All that the log has.")
    var fromStart = false

    @Option(help: "Only what was told from this instant on, such as 2019-07-06T16:00:00.000Z.")
    var since: Instant?

    @Option(help: "Only this partition.")
    var partition: Int16?

    /// Makes the command.
    public init() {}

    /// Sees that it is said how far back.
    public func validate() throws {
        if fromStart == (since != nil) {
            throw ValidationError("say how far back: --from-start for all that the log has, or --since TIME")
        }
        if EventSource(source) == nil {
            throw ValidationError("\(source) is no source; one is written /throughtrain/<service>/<aggregate>")
        }
    }

    /// Orders the log, and shows how far it has come.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        try await options.withService(Hosted.self) { hosted, workbench in
            let source = try heardSource(of: hosted)
            if let partition, !(0..<settings.partitioning.count).contains(Int(partition)) {
                throw ValidationError("--partition takes 0 to \(settings.partitioning.count - 1)")
            }
            let order = try await workbench.pool.withTransaction { transaction in
                try await RefillBook(in: transaction).order(logOf: source, partition: partition, since: since)
            }
            let standing = try await withProgress("waiting for the log of \(source)") { progress in
                try await wait(for: order, in: workbench, progress)
            }
            try options.print(
                standing, standing.refusal.map { "refused: \($0)" } ?? "all has arrived: \(standing.sent) events")
            if standing.refusal != nil { throw ExitCode.failure }
        }
    }

    private func heardSource(of hosted: Hosted) throws -> EventSource {
        let heard = hosted.eventHandlers.sources
        guard let source = EventSource(source), heard.contains(source) else {
            let known = heard.map(\.description).sorted().joined(separator: ", ")
            throw ValidationError("\(Hosted.name) does not listen to \(source); it listens to \(known)")
        }
        return source
    }

    /// Waits until the order is finished, and shows how it goes on.
    private func wait(
        for order: UUIDv7, in workbench: Workbench, _ progress: ProgressLine
    ) async throws -> RefillStanding {
        while true {
            let standing = try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await RefillBook(in: transaction).standing(of: order)
            }
            guard let standing else { throw SchemaError("the order was struck out of the table refill; give it again") }
            if standing.isFinished { return standing }
            progress.say(standing.words)
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}

extension RefillStanding {
    /// How it stands, for people.
    fileprivate var words: String {
        if timesAsked == 0 { return "ordered; the service asks for it while it is served" }
        guard sent > 0 || isFinished else {
            return timesAsked == 1 ? "asked for; no answer yet" : "asked for \(timesAsked) times; no answer yet"
        }
        return "\(sent) events have come" + (through.map { ", the last told at \($0)" } ?? "")
    }
}
