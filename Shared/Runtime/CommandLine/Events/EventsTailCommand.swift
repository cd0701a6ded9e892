public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Glibc
internal import Postgres
internal import Vocabulary

/// `events tail`: what the service told last, and what it tells.
public struct EventsTailCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "tail", abstract: "Show the last events of the log, and follow it.",
            discussion: """
                With --json, each line is an event in the CloudEvents format. --follow goes on until Ctrl-C.

                \(Hosted.name) events tail --count 5 --data
                \(Hosted.name) events tail --heard --count 5
                """)
    }

    @Flag(help: "Go on with what is told from now on, until Ctrl-C.")
    var follow = false

    @Flag(help: "Show the last events that the service heard instead: when, and of whom.")
    var heard = false

    @Option(help: "How many of the last events, 1 to 1000.")
    var count: Int64 = 20

    @Option(help: "Instead of --count: all since then, such as 2019-07-07T12:00:00Z.")
    var since: Instant?

    @Option(help: "Only those of this source, such as /throughtrain/orders/order.")
    var source: EventSource?

    @Option(help: "Only those of this aggregate, by its id.")
    var subject: String?

    @Option(help: "Only those of this type, such as orders.order.placed.v1.")
    var type: String?

    @Option(help: "Only those of this order or episode, by its id.")
    var correlation: UUIDv7?

    @Flag(help: "Show what the events say, too.")
    var data = false

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Sees that the options go together.
    public func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError("--count takes 1 to 1000") }
        let conditions = [follow, data, since != nil, subject != nil, type != nil, correlation != nil]
        if heard, conditions.contains(true) {
            throw ValidationError("the inbox keeps id, source and time only: --heard goes with --source and --count")
        }
        if !heard, let source, source.service != Hosted.name {
            throw ValidationError("\(Hosted.name) tells nothing of \(source); use --heard for what it heard")
        }
    }

    /// Prints what was told, and follows.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        try await options.withService(Hosted.self) { _, workbench in
            if heard { return try await printHeard(workbench) }
            let session = try await PostgresConnection.connect(settings.postgres)
            do {
                try await tail(over: session)
            } catch {
                await session.close()
                throw error
            }
            await session.close()
        }
    }

    private func tail(over session: PostgresConnection) async throws {
        let filter = TailFilter(
            aggregate: source?.aggregate, subject: subject, type: type?.asFullEventType, correlationID: correlation)
        var tail = try await LogTail(of: Hosted.name, over: session, filter)
        if let since {
            try await tail.since(since) { try print($0) }
        } else {
            try print(try await tail.last(count))
        }
        while follow {
            let events = try await tail.next()
            try print(events)
            if events.isEmpty { try await Task.sleep(for: .milliseconds(200)) }
        }
    }

    private func print(_ events: [EventEnvelope]) throws {
        for event in events {
            if options.json {
                Swift.print(String(decoding: try event.encoded(), as: UTF8.self))
            } else {
                let correlation = event.correlationID.map { " correlation \($0)" } ?? ""
                Swift.print(
                    "\(event.time) \(event.type.asShortEventType) \(event.subject) v\(event.subjectVersion)\(correlation)"
                )
                if data { Swift.print(JSONLayout.lay(out: String(decoding: event.data, as: UTF8.self))) }
            }
        }
        // Who follows through a pipe wants to see it now.
        fflush(nil)
    }

    private func printHeard(_ workbench: Workbench) async throws {
        let events = try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await InboxEntry.last(count, of: source, in: transaction)
        }
        for event in events {
            Swift.print(
                options.json
                    ? String(decoding: try event.encoded(), as: UTF8.self)
                    : "\(event.receivedAt) \(event.source) \(event.id) made \(event.id.instant)")
        }
    }
}
