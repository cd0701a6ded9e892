public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `audit`: checks every invariant of the service, and says what is wrong.
public struct AuditCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "audit", abstract: "Check every invariant of the service; exit 1 if one is broken.",
            discussion: """
                What was told and heard is counted once, and kept: an audit reads what came since the one before. With \
                --full it reads all, and names the hours of which something was deleted or altered since. So it is with the \
                chains of what must not be changed: the audit trail, and a service's own.

                \(Hosted.name) audit
                \(Hosted.name) audit --full --json
                \(Hosted.name) audit --list told --source \(Hosted.publications.first?.source.description ?? "")
                """,
            subcommands: [
                AuditCompareCommand<Hosted>.self, AuditRecountCommand<Hosted>.self, AuditHeadCommand<Hosted>.self,
            ])
    }

    @OptionGroup var options: ServiceOptions

    @Flag(help: "Read all that was told and heard, and compare it with what was counted before.")
    var full = false

    @Option(help: "List the ids of events told, or heard, instead, each with its digest and how it stands.")
    var list: String?

    @Option(help: "With --list: of which source, such as /throughtrain/orders/order.")
    var source: String?

    @Option(help: "With --list: of the hour that begins then, by the time in the ids; else of all days that are kept.")
    var bucket: Instant?

    /// Makes the command.
    public init() {}

    /// Sees that the options go together.
    public func validate() throws {
        if let list, StreamSide(rawValue: list) == nil { throw ValidationError("--list takes `told` or `heard`") }
        if (list == nil) != (source == nil) { throw ValidationError("--list and --source go together") }
        if bucket != nil, list == nil { throw ValidationError("--bucket goes with --list and --source") }
        if full, list != nil { throw ValidationError("--full and --list do not go together") }
        if let bucket, bucket.milliseconds % Span.hours(1).milliseconds != 0 {
            throw ValidationError("--bucket is the start of an hour, such as 2026-07-07T12:00:00Z")
        }
    }

    /// Audits, and says what was found.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        try await options.withService(Hosted.self) { hosted, workbench in
            if let side = list.flatMap(StreamSide.init), let source {
                let queued = side == .heard ? await settings.messagesQueued(of: source, for: Hosted.name) : nil
                let listing = try await workbench.pool.withTransaction(
                    isolation: .repeatableRead, readOnly: true
                ) { transaction in
                    try await DeliveryAudit(of: Hosted.name, in: transaction)
                        .listing(side, source: source, hour: bucket, queued: queued)
                }
                try options.print(listing, words(of: listing))
            } else {
                let report = try await withProgress("auditing \(Hosted.name)") {
                    try await ServiceAudit(hosted: hosted, pool: workbench.pool).run(full ? .all : .new)
                }
                try options.print(report, words(of: report))
                if !report.isOK { throw ExitCode.failure }
            }
        }
    }

    private func words(of listing: EventListing) -> String {
        listing.entries.map { "\($0.id) \($0.digest) \($0.standing.rawValue)" }.joined(separator: "\n")
    }

    private func words(of report: AuditReport) -> String {
        var table = Table("check", "examined", "ms", "verdict")
        for check in report.checks {
            table.add(
                check.name, "\(check.examined)", "\(check.milliseconds)",
                check.breaches.isEmpty ? "ok" : "\(check.breaches.count) broken")
            if !check.breaches.isEmpty { table.markWrong() }
        }
        let breaches = report.checks.flatMap { check in check.breaches.map { "\(check.name): \($0)" } }
        let slowest = report.slowest.map { "the slowest check: \($0)" } ?? "no check was made"
        return (["\(table)"] + breaches + ["\(report.eventsRead) events were read; \(slowest)"])
            .joined(separator: "\n")
    }
}
