public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `events parked show`: one event with all that is known of it.
public struct ParkedShowCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: "Show an event that waits: why, what it says, and what waits behind it.",
            discussion: """
                The one that waits the longest, if any does:

                \(Hosted.name) events parked list --limit 1 --column number |
                    xargs --no-run-if-empty \(Hosted.name) events parked show
                """)
    }

    @Argument(help: "The event's number, as `events parked list` shows it.")
    var number: Int64

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Prints the event.
    public func run() async throws {
        let detail = try await options.withService(Hosted.self) { _, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await ParkedEvents(in: transaction).show(number)
            }
        }
        try options.print(detail, detail.words)
    }
}

extension WaitingEventDetail {
    /// The event for people.
    fileprivate var words: String {
        var lines = [
            "event \(event.number): \(event.cause.rawValue) since \(event.parkedAt), tried \(event.attempts) times",
            "error: \(event.error)",
            "advice: \(event.cause.advice)",
            "may be: \(remedies.isEmpty ? "nothing, it waits" : remedies.map(\.rawValue).joined(separator: ", "))",
            "",
        ]
        let attributes: [(String, String?)] = [
            ("id", event.id?.description), ("source", event.source), ("type", event.type),
            ("subject", event.subject), ("version", event.subjectVersion.map { "\($0)" }),
            ("told", event.toldAt?.description), ("caused by", causationID?.description),
            ("correlation", correlationID?.description), ("trace", traceparent), ("came on", event.queue),
        ]
        for case (let name, let value?) in attributes {
            lines.append("\(name):".padded(to: 13) + value)
        }
        lines += ["", JSONLayout.lay(out: content)]
        if !waitsBehind.isEmpty { lines += ["", "it waits behind:", "\(Table(waitsBehind))"] }
        if !followers.isEmpty {
            lines += ["", "\(followerCount) later events of its subject wait:", "\(Table(followers))"]
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
