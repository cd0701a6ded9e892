import Eventing
import Postgres
import Seeds
import Vocabulary

@testable import Delivery

/// A log that several transactions write at a time, each visible once it is committed.
struct ModelLog {
    struct Row {
        /// The transaction's, or that of what was told of the subject before if it is higher.
        let xid: UInt64
        let day: Day
        let event: LoggedEvent

        var place: LogPlace { LogPlace(transaction: TransactionID(rawValue: xid), position: event.position) }
    }

    struct Transaction {
        let begun: Day
        var xid: UInt64?
        var rows: [Row] = []
    }

    static let pageSize = 3
    static let maximumAhead = 4
    static let partitioning = Partitioning(count: 2)
    static let source = EventSource("orders", "order")
    private static let names = ["a", "b", "c", "d"]
    private static let light = Array("{}".utf8)
    /// Two of them do not fit one message.
    private static let heavy = Array("\"\(String(repeating: "x", count: RelayRound.maximumBytes * 2 / 3))\"".utf8)

    private(set) var rows: [Row] = []
    private(set) var running: [Transaction] = []
    /// The last version of each subject that was committed, and the last transaction that it counts as told in.
    private var subjects: [String: (version: Int32, xid: UInt64)] = [:]
    private(set) var today = Day(daysSinceEpoch: 20_000)
    private var nextID: UInt64 = 10
    private var lastPosition: Int64 = 0

    /// No transaction before this one is running.
    var fence: UInt64 { running.compactMap(\.xid).min() ?? nextID }

    /// Lets transactions begin, write, end, and days pass.
    mutating func work(_ script: inout Script) {
        switch script.below(8) {
        case 0, 1:
            guard running.count < 4 else { return }
            running.append(Transaction(begun: today))
            if script.once(in: 3) { running[running.count - 1].xid = takeTransactionID() }
            script.write("a transaction begins, id \(running[running.count - 1].xid ?? 0)")
        case 2, 3, 4: append(&script)
        case 5, 6: if !running.isEmpty { end(script.below(running.count), commits: !script.once(in: 5), &script) }
        default:
            // No transaction lives for a day.
            while let index = running.firstIndex(where: { $0.begun < today }) { end(index, commits: true, &script) }
            today = today + 1
            script.write("it is another day")
        }
    }

    /// Draws an id for a transaction, as each does that writes.
    mutating func takeTransactionID() -> UInt64 {
        defer { nextID += 1 }
        return nextID
    }

    private mutating func append(_ script: inout Script) {
        guard !running.isEmpty else { return }
        let writer = script.below(running.count)
        let subject = Self.names[script.below(Self.names.count)]
        // The subject's row is locked by who wrote of it first.
        let isLocked = running.indices.contains { index in
            index != writer && running[index].rows.contains { $0.event.envelope.subject == subject }
        }
        guard !isLocked else { return }
        let xid = running[writer].xid ?? takeTransactionID()
        running[writer].xid = xid
        let before = running[writer].rows.count { $0.event.envelope.subject == subject }
        let known = subjects[subject] ?? (0, 0)
        lastPosition += 1
        let event = LoggedEvent(
            position: lastPosition, partition: Self.partitioning.partition(of: subject),
            envelope: EventEnvelope(
                id: UUIDv7(high: 0, low: UInt64(lastPosition)), source: Self.source, type: "t", subject: subject,
                subjectVersion: known.version + Int32(before) + 1, time: Instant(milliseconds: 0),
                data: script.once(in: 3) ? Self.heavy : Self.light))
        running[writer].rows.append(Row(xid: max(xid, known.xid), day: running[writer].begun, event: event))
        script.write("transaction \(xid) tells \(subject)\(event.envelope.subjectVersion) at \(lastPosition)")
    }

    private mutating func end(_ index: Int, commits: Bool, _ script: inout Script) {
        let ended = running.remove(at: index)
        script.write("transaction \(ended.xid ?? 0) \(commits ? "commits" : "aborts")")
        guard commits else { return }
        for row in ended.rows {
            subjects[row.event.envelope.subject] = (row.event.envelope.subjectVersion, row.xid)
        }
        rows += ended.rows
    }

    mutating func commitAll(_ script: inout Script) {
        while !running.isEmpty { end(0, commits: true, &script) }
    }

    /// The server dies: what was not committed is gone.
    mutating func abortAll() {
        running = []
    }
}

// MARK: - What a reader sees

extension ModelLog {
    /// What `LogReader` reads as a page.
    func page(at cursor: LogCursor) -> LogPage {
        let readsAhead = cursor.ahead.count < Self.maximumAhead
        let unread = rows.filter { row in
            row.day >= cursor.since && row.place > cursor.reached && !cursor.ahead.contains(row.place)
                && (readsAhead || row.xid < fence)
        }
        var page = LogPage(fence: TransactionID(rawValue: fence), readOn: today)
        for row in unread.sorted(by: { $0.place < $1.place }).prefix(Self.pageSize) {
            page.append(row.event, toldIn: row.place.transaction)
        }
        page.isLast = page.events.count < Self.pageSize
        return page
    }
}
