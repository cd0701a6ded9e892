public import ArgumentParser
internal import Delivery
internal import Postgres
internal import Vocabulary

/// `events status`: how the service's events stand.
public struct EventsStatusCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status",
            abstract: "Show how far the log has left, what the queues hold, and what waits for whom.",
            discussion: """
                \(Hosted.name) events status --json
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Looks at the database and the broker, and prints what is there. A broker that is away is part of the answer.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let status = try await options.withService(Hosted.self) { hosted, workbench in
            let session = try await PostgresConnection.connect(settings.postgres)
            var status: DeliveryStatus
            do {
                status = try await StatusReader(of: Hosted.name, over: session).read(at: workbench.clock.now())
            } catch {
                await session.close()
                throw error
            }
            await session.close()
            do {
                status.queues = try await settings.withAdministration { broker in
                    try await DeliveryStatus.Queue.look(
                        at: hosted.subscription(settings.partitioning), hearing: Hosted.publications, over: broker)
                }
            } catch {
                status.brokerFault = "\(error)"
            }
            return status
        }
        try options.print(status, StatusSheet(status: status).description)
    }
}

/// The status for people.
struct StatusSheet: CustomStringConvertible {
    let status: DeliveryStatus

    var description: String {
        ([place] + [queues, parked, gaps, plans, deadlines].compactMap(\.self)).joined(separator: "\n\n")
    }

    private var place: String {
        let relay = status.relay
        let leader =
            relay.leader.map { "session \($0.process) from \($0.client), connected since \($0.since)" }
            ?? "nobody: no instance of \(status.service) relays; start one"
        let lag =
            relay.lagEvents == 0
            ? "none; all that was told has left" : "\(relay.lagEvents) events, the oldest \(relay.lagSeconds) s old"
        let rows = [
            (
                "log",
                "\(status.log.events) events of \(status.log.days) days, position \(status.log.lastPosition)"
                    + (status.log.lastToldAt.map { ", last told \($0)" } ?? "")
            ),
            (
                "cursor",
                "transactions before \(relay.fenceFrom) have left"
                    + (relay.fenceTo > relay.fenceFrom
                        ? ", and of those before \(relay.fenceTo) up to position \(relay.lastPosition)" : "")
                    + "; moved \(relay.savedAt)"
            ),
            ("lag", lag), ("leader", leader),
            ("fence", "\(relay.fence), " + (relay.fenceHolder.map { "held by \($0)" } ?? "held by nobody")),
            (
                "inbox",
                "\(status.inbox.events) events"
                    + (status.inbox.lastReceivedAt.map { ", the last came \($0)" } ?? "")
            ),
        ]
        return rows.map { name, text in
            "\(name):" + String(repeating: " ", count: 9 - name.count) + text
        }.joined(separator: "\n")
    }

    private var queues: String? {
        if let fault = status.brokerFault { return "queues: \(fault)" }
        guard !status.queues.isEmpty else { return nil }
        var table = Table("queue", "of", "messages", "consumers")
        for queue in status.queues {
            table.add(
                queue.name, queue.listener, queue.messages.map { "\($0)" } ?? "missing",
                queue.consumers.map { "\($0)" } ?? "")
        }
        return "\(table)"
    }

    private var parked: String? {
        guard !status.parked.isEmpty else { return "parked: nothing" }
        var table = Table("parked for", "events", "since", "what to do")
        for parked in status.parked {
            table.add(parked.cause.rawValue, "\(parked.events)", "\(parked.since)", parked.cause.advice)
        }
        return "\(table)"
    }

    private var gaps: String? {
        guard !status.gaps.isEmpty else { return nil }
        var table = Table("missing of", "subject", "versions", "held behind", "since")
        for gap in status.gaps {
            let versions =
                gap.missingFrom == gap.missingTo ? "\(gap.missingFrom)" : "\(gap.missingFrom) to \(gap.missingTo)"
            table.add(gap.source, gap.subject, versions, "\(gap.held)", "\(gap.since)")
        }
        return "\(table)"
    }

    private var plans: String? {
        status.openPlans.isEmpty ? nil : "\(Table(status.openPlans))"
    }

    private var deadlines: String? {
        guard !status.deadlines.isEmpty else { return nil }
        var table = Table("deadlines of", "due", "in all", "earliest")
        for deadlines in status.deadlines {
            table.add(deadlines.kind, "\(deadlines.due)", "\(deadlines.all)", "\(deadlines.earliest)")
        }
        return "\(table)"
    }
}
