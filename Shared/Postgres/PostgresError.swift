/// What went wrong between this process and PostgreSQL.
///
/// Its description shows no value of a parameter or a row: what the server tells of values is in ``detail`` and
/// ``unredactedMessage`` alone.
public struct PostgresError: Error, Sendable {
    /// What kind of failure it is.
    public enum Kind: Sendable, Hashable {
        /// The server refused a statement; see ``PostgresError/sqlState``.
        case server
        /// No connection could be made.
        case connectionFailed
        /// The connection broke. Whether a statement that ran outside a transaction took effect is unknown.
        case connectionLost
        /// The connection broke before the server answered COMMIT: the transaction may be committed or not.
        case commitUnknown
        /// No connection of the pool became free in time.
        case exhausted
        /// A task that holds a connection of the pool asked for another one, or used one beside its transaction.
        case nestedLease
        /// A row does not hold what it was decoded as.
        case decoding
        /// The waiting task was cancelled.
        case cancelled
        /// The connection, the pool or the transaction had been ended before.
        case closed
        /// The library was asked for what it cannot do, such as COPY.
        case unsupported
    }

    /// The fields of the server's report, as `PQresultErrorField` has them.
    struct Report: Sendable {
        var severity: String?
        var sqlState: String?
        var message: String?
        var detail: String?
        var hint: String?
        var schema: String?
        var table: String?
        var column: String?
        var constraint: String?
    }

    private final class Storage: Sendable {
        let kind: Kind
        let message: String
        let report: Report

        init(kind: Kind, message: String, report: Report) {
            self.kind = kind
            self.message = message
            self.report = report
        }
    }

    // An error is one word wide, so that functions that rarely throw stay cheap.
    private let storage: Storage

    init(_ kind: Kind, _ message: String, report: Report = Report()) {
        storage = Storage(kind: kind, message: message, report: report)
    }

    /// What kind of failure it is.
    public var kind: Kind { storage.kind }
    /// What happened and what to do, without values.
    public var message: String { storage.message }
    /// The five characters that the server classifies an error with (appendix A of its manual).
    public var sqlState: String? { storage.report.sqlState }
    /// `ERROR`, `FATAL` or `PANIC`.
    public var severity: String? { storage.report.severity }
    /// The server's message as it came. May contain values.
    public var unredactedMessage: String? { storage.report.message }
    /// The server's further explanation. May contain values.
    public var detail: String? { storage.report.detail }
    /// The server's advice.
    public var hint: String? { storage.report.hint }
    /// The schema of the object that the error is about.
    public var schema: String? { storage.report.schema }
    /// The table that the error is about.
    public var table: String? { storage.report.table }
    /// The column that the error is about.
    public var column: String? { storage.report.column }
    /// The constraint that was violated.
    public var constraint: String? { storage.report.constraint }

    /// Whether the same transaction may succeed when it is run again: a serialization failure, a deadlock, a lock that was
    /// not to be had, or a statement that took longer than it may, as behind a lock whose holder stands still.
    public var isRetriable: Bool {
        switch sqlState {
        case "40001", "40P01", "55P03", "57014": true
        default: false
        }
    }

    /// Whether the database cannot be worked with at present, for this piece of work as for any other: it is away, or no
    /// connection to it becomes free. To be waited out.
    public var isUnavailability: Bool {
        isOutage || kind == .exhausted
    }

    /// Whether the database is away rather than the statement wrong, or has no room, memory or disk to work with: later the
    /// same may succeed.
    public var isOutage: Bool {
        switch kind {
        case .connectionFailed, .connectionLost, .commitUnknown: return true
        default: break
        }
        switch sqlState {
        case "57P01", "57P02", "57P03", "58030": return true
        // Class 08 is about the connection, 53 about resources: no space on the volume, no memory, no connection left.
        default: return sqlState.map { $0.hasPrefix("08") || $0.hasPrefix("53") } ?? false
        }
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Kind, SQLSTATE, message and the names that the error is about; no values.
    public var description: String {
        var text = "PostgreSQL \(kind)"
        if let sqlState { text += " \(sqlState)" }
        text += ": \(message)"
        let names = [("schema", schema), ("table", table), ("column", column), ("constraint", constraint)]
            .compactMap { name, value in value.map { "\(name) \($0)" } }
        return names.isEmpty ? text : text + " (" + names.joined(separator: ", ") + ")"
    }

    /// The same as ``description``: a debugger's output ends in logs too.
    public var debugDescription: String { description }
}

extension PostgresError: CustomReflectable {
    /// Shows what the description shows, so that `dump` prints no value.
    public var customMirror: Mirror {
        Mirror(self, children: ["description": description])
    }
}

extension PostgresError {
    /// The error that a report of the server stands for.
    init(_ report: Report) {
        // FATAL and PANIC are the server's last words on a connection, whatever the statement was. A failure without
        // a SQLSTATE was made up by libpq for a statement whose connection broke.
        let isLast = report.severity == "FATAL" || report.severity == "PANIC" || report.sqlState == nil
        self.init(isLast ? .connectionLost : .server, Self.redacted(report), report: report)
    }

    /// The message without the value that messages of class 22 (data exceptions) quote.
    private static func redacted(_ report: Report) -> String {
        let message = report.message ?? "the server gave no message"
        guard report.sqlState?.hasPrefix("22") == true,
            let first = message.firstIndex(of: "\""),
            let last = message.lastIndex(of: "\""), first < last
        else { return message }
        return message[...first] + "…" + message[last...]
    }

    static let cancelled = PostgresError(.cancelled, "the task was cancelled while it waited for the database")
}
