internal import Postgres
internal import Vocabulary

/// The search for the next page that has events. A pure value: it says what to ask of the log, and is told the answer.
struct LogSearch: Sendable {
    enum Step: Sendable {
        /// Look where the next window may end.
        case observeFence
        /// Read at the cursor. The day is the one on which the window was opened; nil if an earlier search opened it.
        case readPage(observedOn: Day?)
        case found(LogPage)
        /// Nothing below the fence. Unsettled when committed events wait for an older transaction to end.
        case nothing(isUnsettled: Bool)
    }

    /// What one snapshot shows of the log.
    struct Sight: Sendable {
        /// No transaction before this one is still running.
        var fence: TransactionID
        /// Where the next window may end at the earliest so as to hold a bounded number of rows; nil if all fit.
        var cut: TransactionID?
        /// The last transaction whose events can be seen.
        var newest: TransactionID?
        var today: Day

        var isUnsettled: Bool { newest.map { $0 >= fence } ?? false }

        func hasNothing(from start: TransactionID) -> Bool { newest.map { $0 < start } ?? true }
    }

    /// Is moved into the next window if none is open, and past windows without events.
    private(set) var cursor: LogCursor
    private(set) var step: Step
    private var isUnsettled: Bool?

    init(from cursor: LogCursor) {
        self.cursor = cursor
        step = cursor.isWindowOpen ? .readPage(observedOn: nil) : .observeFence
    }

    /// The log was looked at.
    mutating func observed(_ sight: Sight) {
        isUnsettled = sight.isUnsettled
        cursor.open(fence: sight.fence, cut: sight.cut)
        if !cursor.isWindowOpen {
            step = .nothing(isUnsettled: sight.isUnsettled)
        } else if sight.hasNothing(from: cursor.from) {
            read(LogPage(events: [], isLast: true, observedOn: sight.today))
        } else {
            step = .readPage(observedOn: sight.today)
        }
    }

    /// A page was read.
    mutating func read(_ page: LogPage) {
        guard page.events.isEmpty else {
            step = .found(page)
            return
        }
        cursor.advance(past: page)
        // The rest of a window that was opened before may be empty, and the next one not.
        step = isUnsettled.map { .nothing(isUnsettled: $0) } ?? .observeFence
    }
}
