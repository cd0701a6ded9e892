public import Vocabulary

/// The rule sets of all periods.
public struct RuleBook: Sendable, Equatable {
    /// The rule sets, the earliest first.
    public let sets: [RuleSet]

    /// Binds rule sets together.
    /// - Returns: nil if two of them hold on one day or bear one version.
    public init?(_ sets: [RuleSet]) {
        let sorted = sets.sorted { $0.firstDay < $1.firstDay }
        guard Set(sorted.map(\.version)).count == sorted.count else { return nil }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.isInForce(on: later.firstDay) {
            return nil
        }
        self.sets = sorted
    }

    /// Binds a single rule set.
    init(_ set: RuleSet) {
        sets = [set]
    }

    /// The rule set of a day; nil if none holds.
    public func inForce(on day: Day) -> RuleSet? {
        sets.first { $0.isInForce(on: day) }
    }

    /// The rule set of a version, for repeating an old assessment.
    public func set(version: String) -> RuleSet? {
        sets.first { $0.version == version }
    }
}
