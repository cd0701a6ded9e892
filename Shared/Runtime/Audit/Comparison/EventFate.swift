public import Eventing

/// What became of an event by which a log and an inbox differ.
public enum EventFate: String, CodeFieldValue {
    /// It was told and has left, and neither the listener nor its queues have it.
    case missing
    /// It was heard, and the log does not have it.
    case extra
    /// It was heard otherwise than it was told.
    case altered
    /// It waits for the relay.
    case waiting
    /// It has left, and messages of its source lie in the listener's queues.
    case queued
    /// It has left a moment ago, and may be in the listener's hands; a later look decides.
    case undecided
    /// It was heard, and the log has lost it by a restore, as is written down.
    case lost
    /// It has arrived and rests in the listener's `parked_events`.
    case parked

    /// Whether it will arrive, or may.
    public var isOnItsWay: Bool {
        switch self {
        case .waiting, .queued, .undecided: true
        case .missing, .extra, .altered, .lost, .parked: false
        }
    }

    /// Whether something is wrong on the way from the log to the inbox.
    public var isFault: Bool {
        switch self {
        case .missing, .extra, .altered: true
        // What is parked is a fault of the listener's own, by its own audit.
        case .waiting, .queued, .undecided, .lost, .parked: false
        }
    }

    /// What became of it, in words.
    var words: String {
        switch self {
        case .missing: "told, but not heard"
        case .extra: "heard, but not told"
        case .altered: "heard otherwise than it was told"
        case .waiting: "on its way: it waits for the relay"
        case .queued: "on its way: it lies in a queue"
        case .undecided: "on its way, or lost: a later look decides"
        case .lost: "heard, and lost by a restore of the log, as is written down"
        case .parked: "parked"
        }
    }
}
