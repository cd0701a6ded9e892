/// The course of a run: in groups that double while all goes well, 1, 2, 4, 8 …, so that a mistake shows itself on few
/// events before it is made on many.
struct CanaryCourse: Sendable, Equatable {
    /// What a run does after an event.
    enum Move: Equatable {
        /// Takes the next one.
        case goOn
        /// The group is complete.
        case endGroup(Group)
        /// Stops: too much has failed.
        case stop(Group)
    }

    /// Events that are settled before more are risked.
    struct Group: Equatable {
        /// Counts the groups from 1.
        var number = 1
        /// How many events it has.
        var size = 1
        /// How many were tried.
        var tried = 0
        /// How many failed.
        var failures = 0
    }

    private var group = Group()
    private var failures = 0
    private let maximumFailures: Int

    /// No group is larger.
    static let largestGroup = 1024

    /// - Parameter maximumFailures: at so many failures it stops.
    init(stopAfter maximumFailures: Int) {
        self.maximumFailures = max(1, maximumFailures)
    }

    /// The group in hand.
    var current: Group { group }

    /// Notes what became of an event.
    mutating func note(isFailure: Bool) -> Move {
        group.tried += 1
        if isFailure {
            group.failures += 1
            failures += 1
            if failures >= maximumFailures { return .stop(group) }
        }
        guard group.tried == group.size else { return .goOn }
        let ended = group
        // After a failure it feels its way anew.
        group = Group(
            number: ended.number + 1, size: ended.failures > 0 ? 1 : min(ended.size * 2, Self.largestGroup))
        return .endGroup(ended)
    }
}
