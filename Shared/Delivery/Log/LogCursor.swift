internal import Postgres
internal import Vocabulary

/// How far a log has been read.
///
/// A sequence's number is not commit order: a transaction may draw a low position and commit late. So the log is read in
/// windows of transaction ids below the snapshot's fence, where nothing can appear any more, and by position within a
/// window. Order by transaction id would invert two versions of one aggregate; position does not, because the
/// subject's row is locked before the position is drawn. Nor does the end of a window come between the two the wrong way
/// round, because an event counts as told in no earlier transaction than what was told of its subject before.
struct LogCursor: Sendable, Equatable {
    /// All transactions before this one have been read.
    var from: TransactionID
    /// The window that is being read ends before this one. Equal to ``from`` when no window is open.
    var upTo: TransactionID
    /// The last position read within the window.
    var lastPosition: Int64
    /// No row of a transaction from ``from`` on lies on an earlier day, so that older partitions need not be looked at.
    var since: Day

    var isWindowOpen: Bool { upTo > from }

    /// Opens the next window.
    /// - Parameters:
    ///   - fence: no transaction before this one is still running.
    ///   - cut: where the window may end at the earliest so as to hold a bounded number of rows; nil if all fit.
    mutating func open(fence: TransactionID, cut: TransactionID?) {
        // The cut transaction belongs to the window, or one with too many rows would never be read.
        let end = cut.map { TransactionID(rawValue: $0.rawValue + 1) } ?? fence
        upTo = max(from, min(end, fence))
        lastPosition = 0
    }

    /// Notes that a page of the open window has been delivered.
    mutating func advance(past page: LogPage) {
        if let last = page.events.last {
            lastPosition = last.position
        }
        if page.isLast {
            from = upTo
            lastPosition = 0
            // A row carries the day on which its transaction began, and no transaction lives for a day. One that holds the
            // fence may have begun the day before, beside another that has told since and began one day earlier still.
            if let day = page.observedOn { since = max(since, day - 2) }
        }
    }
}

/// A part of a window of the log, in order of position.
struct LogPage: Sendable {
    var events: [LoggedEvent]
    /// Whether it ends the window.
    var isLast: Bool
    /// The day on which the window was opened; nil if it is not known any more. It is not today: a relay that goes on after
    /// days would look at none of them.
    var observedOn: Day?
}
