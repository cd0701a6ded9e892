internal import Postgres
internal import Vocabulary

/// A place in a log: that of an event in the order in which the log is read.
///
/// Neither part would do by itself. A transaction may draw a low position and commit late, so that by position it would be
/// passed over. By transaction alone, a page could not end within a transaction that told much.
struct LogPlace: Sendable, Hashable, Comparable {
    /// The transaction that the event counts as told in. It is none before the one that was told of its subject before.
    var transaction: TransactionID
    /// The event's number within the log, which is drawn when the subject's row is locked.
    var position: Int64

    static func < (left: LogPlace, right: LogPlace) -> Bool {
        (left.transaction, left.position) < (right.transaction, right.position)
    }
}

/// How far a log has been read.
///
/// Up to a place all has been read, because no transaction before the snapshot's fence is running any more, so that nothing can
/// appear there. What is committed behind the fence need not wait for it: it is read ahead, and known by its place until the
/// fence has passed it. That inverts no two versions of a subject either, because who told the second could not begin to before
/// the first was committed: each snapshot that shows the second shows the first.
struct LogCursor: Sendable, Equatable {
    /// Up to this place, and with it, all has been read.
    private(set) var reached: LogPlace
    /// No row behind ``reached`` lies on an earlier day, so that older partitions need not be looked at.
    private(set) var since: Day
    /// What has been read of what is behind ``reached``.
    private(set) var ahead: [LogPlace]

    /// The condition for a row of `event_log`, joined with `event_cursor`, that has not left.
    static let waiting = """
        (xid, position) > (reached_xid, reached_position) AND position NOT IN (SELECT unnest(ahead) FROM event_cursor)
        """

    init(reached: LogPlace, ahead: [LogPlace] = [], since: Day) {
        self.reached = reached
        self.ahead = ahead
        self.since = since
    }

    /// Stands before all that transactions from this one on have told.
    init(from transaction: TransactionID, since: Day) {
        self.init(reached: LogPlace(transaction: transaction, position: 0), since: since)
    }

    /// Notes that a page, which was read from here, has been delivered.
    mutating func advance(past page: LogPage) {
        ahead += page.places
        guard page.end > reached else { return }
        reached = page.end
        ahead.removeAll { $0 <= reached }
        // A row carries the day on which its transaction began, and no transaction lives for a day. One that holds the
        // fence may have begun the day before, beside another that has told since and began one day earlier still. While one
        // that is older yet holds the fence, what waits for it is looked for on its day.
        if page.isLast { since = max(since, page.readOn - 2) }
    }
}

/// What one snapshot shows of a log behind a cursor, in the order of places.
struct LogPage: Sendable {
    private(set) var events: [LoggedEvent] = []
    /// The place of each event.
    private(set) var places: [LogPlace] = []
    /// No transaction before this one was running.
    let fence: TransactionID
    /// Whether nothing more was to be read.
    var isLast = true
    let readOn: Day

    init(fence: TransactionID, readOn: Day) {
        self.fence = fence
        self.readOn = readOn
    }

    mutating func reserveCapacity(_ count: Int) {
        events.reserveCapacity(count)
        places.reserveCapacity(count)
    }

    mutating func append(_ event: LoggedEvent, toldIn transaction: TransactionID) {
        events.append(event)
        places.append(LogPlace(transaction: transaction, position: event.position))
    }

    /// Up to where nothing is unread once the page has been, nor can appear.
    var end: LogPlace {
        let settled = LogPlace(transaction: fence, position: 0)
        guard !isLast, let last = places.last else { return settled }
        return min(last, settled)
    }
}
