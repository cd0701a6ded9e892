internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// What can fall due, as the deadlines' rows name it.
enum DeadlineKind {
    /// The next alleviation day is to be planned.
    static let planDay = "day.plan"

    static func episode(_ command: EpisodeCommand) -> String { "episode.\(command.rawValue)" }
    static func offer(_ command: OfferSlotCommand) -> String { "offer.\(command.rawValue)" }
    static func day(_ command: AlleviationDayCommand) -> String { "day.\(command.rawValue)" }
}

extension Deadlines {
    /// Sets the deadlines that aggregates ask for, and strikes out those that they no longer do.
    /// - Parameters:
    ///   - kinds: the commands that a clock may give, with their kinds of deadlines.
    ///   - asked: every aggregate whose deadlines may have changed, each once, and the work that changed it.
    static func renew<Command>(
        _ kinds: [Command: String],
        _ asked: [(subject: UUIDv7, deadlines: [Deadline<Command>], trace: TraceContext?)],
        in transaction: PostgresTransaction
    ) throws(PostgresError) {
        for (command, kind) in kinds.sorted(by: { $0.value < $1.value }) {
            var due: [(subject: String, due: Instant, trace: TraceContext?)] = []
            var void: [String] = []
            for (subject, deadlines, trace) in asked {
                if let deadline = deadlines.first(where: { $0.command == command }) {
                    due.append((subject.description, deadline.due, trace))
                } else {
                    void.append(subject.description)
                }
            }
            try set(kind, due, in: transaction)
            try strike(kind, of: void, in: transaction)
        }
    }
}
