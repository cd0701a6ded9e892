/// What may be chosen for an option.
public enum OptionRule: Sendable, Hashable {
    /// One of some values.
    case oneOf([String])
    /// A text of at most that many characters.
    case text(maximumLength: Int)
    /// A whole number between two bounds, both included.
    case number(from: Int64, to: Int64)

    /// Whether a value may be chosen.
    public func allows(_ value: String) -> Bool {
        switch self {
        case .oneOf(let values): values.contains(value)
        case .text(let maximumLength): !value.isEmpty && value.count <= maximumLength
        case .number(let least, let most): Int64(value).map { least <= $0 && $0 <= most } ?? false
        }
    }
}

extension OptionRule: LosslessStringConvertible {
    /// `one-of red|blue`, `text 40` or `number 1..9`.
    public var description: String {
        switch self {
        case .oneOf(let values): "one-of \(values.joined(separator: "|"))"
        case .text(let maximumLength): "text \(maximumLength)"
        case .number(let least, let most): "number \(least)..\(most)"
        }
    }

    /// Reads the form that ``description`` writes; nil for anything else, and for a rule that allows nothing.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "one-of":
            self = .oneOf(parts[1].split(separator: "|").map(String.init))
        case "text":
            guard let length = Int(parts[1]), length > 0 else { return nil }
            self = .text(maximumLength: length)
        case "number":
            let bounds = parts[1].split(separator: ".", omittingEmptySubsequences: true).compactMap { Int64($0) }
            guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
            self = .number(from: bounds[0], to: bounds[1])
        default:
            return nil
        }
    }
}
