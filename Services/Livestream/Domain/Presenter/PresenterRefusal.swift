public import Vocabulary

/// Why a presenter's command had no effect.
public enum PresenterRefusal: Refusal {
    /// The name is blank.
    case nameMissing
    /// Who has retired stays so.
    case alreadyRetired
    /// They are engaged for an episode that is not over.
    case engaged(episodeID: UUIDv7)

    /// A stable name of the rule.
    public var code: String {
        switch self {
        case .nameMissing: "name-missing"
        case .alreadyRetired: "already-retired"
        case .engaged: "engaged"
        }
    }

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .nameMissing:
            "A presenter needs a name; give one."
        case .alreadyRetired:
            "The presenter has retired already; there is nothing to do."
        case .engaged(let episodeID):
            "The presenter is engaged for episode \(episodeID); end, cancel or reschedule it first."
        }
    }
}
