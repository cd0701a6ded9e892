/// Why a programme's command had no effect.
public enum ProgrammeRefusal: Refusal {
    /// A closed programme stays closed.
    case alreadyClosed
    /// Episodes are still to come or under way.
    case episodesPending(Int)

    /// A stable name of the rule.
    public var code: String {
        switch self {
        case .alreadyClosed: "already-closed"
        case .episodesPending: "episodes-pending"
        }
    }

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .alreadyClosed:
            "The programme is closed already; open another one."
        case .episodesPending(let count):
            "The programme has \(count) episode(s) scheduled or live; end or cancel them first."
        }
    }
}
