public import Eventing
internal import Postgres

/// Why an event waits.
public enum ParkingCause: String, Sendable, CaseIterable, StoredAsText, CodeFieldValue {
    /// The handler failed on it, alone and more than once.
    case failed
    /// An earlier event of its subject waits, and nothing is wrong with it itself.
    case behind
    /// An earlier event of its subject has not come.
    case gap
    /// It is another event than the one that has its version.
    case conflict
    /// It could not be read.
    case unreadable
    /// It did not come by the way of those who may tell it.
    case forged
    /// It is from the future.
    case outOfTime = "out-of-time"
    /// The process died of it.
    case fatal
    /// The broker gave up on its message.
    case deadLettered = "dead-lettered"

    /// Whether it was passed on as the next of its subject, and later ones wait behind it until somebody decides. Such an
    /// event is claimed in the inbox; any other is not.
    var holdsSubject: Bool {
        switch self {
        case .failed, .behind, .fatal, .deadLettered: true
        case .gap, .conflict, .unreadable, .forged, .outOfTime: false
        }
    }

    /// All that hold their subject.
    static let holding = allCases.filter(\.holdsSubject)
}
