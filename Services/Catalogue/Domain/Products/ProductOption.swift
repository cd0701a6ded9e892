/// A choice that a buyer may make, such as the engraving of a comb, and what may be chosen.
public struct ProductOption: Sendable, Hashable {
    /// What is chosen.
    public let key: String
    /// What may be chosen.
    public let rule: OptionRule

    /// Makes an option.
    public init(key: String, rule: OptionRule) {
        self.key = key
        self.rule = rule
    }
}

/// What a buyer chose for one option.
public struct OptionChoice: Sendable, Hashable {
    /// What was chosen for.
    public let key: String
    /// What was chosen.
    public let value: String

    /// Makes a choice.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

extension [ProductOption] {
    /// Whether every choice is for one of these options, is allowed, and is made once.
    public func allow(_ choices: [OptionChoice]) -> Bool {
        var open = self
        return choices.allSatisfy { choice in
            guard let index = open.firstIndex(where: { $0.key == choice.key }) else { return false }
            return open.remove(at: index).rule.allows(choice.value)
        }
    }
}
