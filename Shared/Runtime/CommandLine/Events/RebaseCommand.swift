public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `events rebase`: begins a new epoch of the log after the schema was restored from a dump.
public struct RebaseCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rebase",
            abstract: "After the schema was restored from a dump: begin a new epoch of the log.",
            discussion: """
                Run it after the restore and before the service is started again, with all its listeners running. It asks
                them what they heard that the dump does not have, writes that down as lost, and sees to it that its versions
                are not told again. Then start the service, and refill it from each source that it listens to. It works as the
                role that owns the schema (postgres.owner-user), since it changes rows that are never changed otherwise.

                \(Hosted.name) events rebase --actor zhou --reason 'restored from the dump of 02:00' --yes
                """)
    }

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actorOptions: ActorOptions<Operating>

    @Option(help: "A listener that is not waited for; what only it heard is then not known to be lost.")
    var without: [String] = []

    @Option(help: "How many seconds a listener's answer is waited for.")
    var patience = 60

    /// Makes the command.
    public init() {}

    /// Sees that somebody can answer at all.
    public func validate() throws {
        if !(1...86_400).contains(patience) { throw ValidationError("--patience takes 1 to 86400") }
        let listeners = Set(Hosted.publications.flatMap(\.audience))
        if let stranger = without.first(where: { !listeners.contains($0) }) {
            throw ValidationError("\(stranger) is no listener; they are \(listeners.sorted().joined(separator: ", "))")
        }
    }

    /// Asks the listeners, and begins the epoch.
    public func run() async throws {
        try confirmation.confirm(
            "\(Hosted.name) begins a new epoch; what only its listeners have is written down as lost")
        let settings = try await options.settings(for: Hosted.name)
        try await options.withService(Hosted.self, by: actorOptions) { hosted, _, context in
            let session = try await PostgresConnection.connect(settings.postgresOwner)
            let outcome: Result<RebaseSummary, any Error>
            do {
                outcome = .success(try await rebase(hosted, settings, on: session, by: context))
            } catch {
                outcome = .failure(error)
            }
            await session.close()
            let summary = try outcome.get()
            try options.print(summary, summary.words(heard: hosted.eventHandlers.sources))
        }
    }

    private func rebase(
        _ hosted: Hosted, _ settings: ServiceSettings, on session: PostgresConnection, by context: CommandContext
    ) async throws -> RebaseSummary {
        let rebase = try await Rebase(of: Hosted.name, on: session)
        let dumpedAfter = try await rebase.dumpedAfter()
        let subscription = Subscription(
            subscriber: Hosted.name, sources: hosted.eventHandlers.sources, partitioning: settings.partitioning)
        let inquiry = RebaseInquiry(
            subscription: subscription, broker: settings.rabbitmq, publications: Hosted.publications,
            without: Set(without))
        let heard = try await withProgress("asking who listens to \(Hosted.name)") { (progress: ProgressLine) in
            try await inquiry.ask(since: dumpedAfter, patience: .seconds(patience)) { awaited in
                if !awaited.isEmpty { progress.say("waiting for \(awaited.joined(separator: ", "))") }
            }
        }
        return try await rebase.begin(
            knowing: heard, dumpedAfter: dumpedAfter, actor: context.actor, reason: context.reason
        ) { transaction in
            try AuditTrail.record("rebase-events", on: Hosted.name, by: context, in: transaction)
        }
    }
}

extension RebaseSummary {
    /// What was found, and what is to be done, for people.
    fileprivate func words(heard sources: [EventSource]) -> String {
        var table = Table("heard by", "source", "lost events")
        for lost in lost { table.add(lost.listener, lost.source, "\(lost.events)") }
        let loss = lost.isEmpty ? "Nothing that others heard is lost." : "\(table)"
        // What was told before the dump may have waited on a queue then, and been heard and acknowledged after it.
        let since = dumpedAfter - .days(1)
        let refills = sources.map { "  \(service) events refill \($0) --since \(since)" }
        return """
            Epoch \(epoch) of \(service) has begun; the dump ends at \(dumpedAfter). \(unrelayed) of its events are told yet.
            \(loss)
            \(raised) subjects go on behind the versions that are lost.
            Start the service now, and bring back what it heard since the dump:
            \(refills.joined(separator: "\n"))
            """
    }
}
