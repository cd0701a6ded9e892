public import Eventing
internal import Postgres

/// What becomes of a parked event.
public enum ParkedDecision: String, Sendable, CaseIterable, StoredAsText, CodeFieldValue {
    /// It is handled once more, as it is.
    case replay
    /// It is struck out without effect.
    case discard
    /// It is handled with other data than it came with.
    case edit
}

extension ParkingCause {
    /// What may become of an event that waits for this cause, by somebody's decision.
    public var remedies: [ParkedDecision] {
        switch self {
        case .failed, .fatal, .behind, .deadLettered: [.replay, .discard, .edit]
        case .outOfTime: [.replay, .discard]
        case .unreadable: [.discard, .edit]
        case .conflict, .forged: [.discard]
        case .gap: []
        }
    }

    /// What to do about it, for people.
    public var advice: String {
        switch self {
        case .failed: "mend what the error names, then replay it"
        case .fatal: "the process died of it: replay it only once the program that died is mended"
        case .behind: "it follows when the event is settled that it waits behind"
        case .deadLettered: "the broker gave up on its message: replay it"
        case .outOfTime: "replay it once its day has come, or discard it"
        case .unreadable: "edit it into a whole CloudEvents envelope, or discard it"
        case .conflict: "another event has its version: find out who told both, then discard it"
        case .forged: "it came by a way that is not its teller's: find out who sent it, then discard it"
        case .gap: "it follows by itself when the missing events before it have come"
        }
    }
}
