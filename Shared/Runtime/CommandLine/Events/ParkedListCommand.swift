public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `events parked list`: what waits, page by page.
public struct ParkedListCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: "List the events that wait, the longest waiting first.",
            discussion: """
                \(Hosted.name) events parked list --cause failed
                \(Hosted.name) events parked list --json
                """)
    }

    @OptionGroup var criteria: ParkedCriteriaOptions

    @Option(help: "Begin after this number, the last one of the page before.")
    var after: Int64?

    @Option(help: "How many at most, 1 to 1000.")
    var limit: Int64 = 100

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Refuses a page that would hold nothing, or too much.
    public func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000") }
    }

    /// Prints the page.
    public func run() async throws {
        let events = try await options.withService(Hosted.self) { _, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await ParkedEvents(in: transaction).list(criteria.criteria(), after: after, limit: limit)
            }
        }
        let meant = criteria.criteria()
        let nothing = meant.isEmpty ? "nothing is parked" : "nothing is parked that is meant by \(meant)"
        let next = events.count == limit ? events.last?.number : nil
        let page = WaitingEventPage(events: events, next: next)
        if events.isEmpty, !columns.isGiven { return try options.print(page, nothing) }
        try options.print(page, Table(events), columns, more: next.map { "more: --after \($0)" })
    }
}

/// A page of parked events.
struct WaitingEventPage: Record {
    var events: [WaitingEvent]
    /// After which one the next page begins.
    var next: Int64?

    init(events: [WaitingEvent], next: Int64?) {
        self.events = events
        self.next = next
    }

    init(_ fields: inout some FieldCoder, _ page: WaitingEventPage?) throws(EventFault) {
        events = try fields.field("events", page?.events)
        next = try fields.optional("next", page?.next)
    }
}

extension Table {
    /// Parked events, one a row, and why.
    init(_ events: [WaitingEvent]) {
        self.init("number", "cause", "parked", "subject", "version", "tried")
        for event in events {
            add(
                "\(event.number)", event.cause.rawValue, "\(event.parkedAt)", event.subject ?? "on \(event.queue)",
                event.subjectVersion.map { "\($0)" } ?? "", "\(event.attempts)")
            note("\(event.type?.asShortEventType ?? "unreadable"): \(event.error.firstLine)")
        }
    }
}

extension String {
    /// What fits a table: the first line, cut at eighty characters.
    var firstLine: String { firstLine(cutAt: 80) }

    /// The first line, cut at a number of characters.
    func firstLine(cutAt limit: Int) -> String {
        let line = prefix { !$0.isNewline }
        return line.count > limit ? line.prefix(limit - 1) + "…" : String(line)
    }
}
