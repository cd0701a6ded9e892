/// Why an event cannot be read or written.
public enum EventFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The bytes are not JSON; at which byte.
    case malformed(at: Int)
    /// Objects or lists lie deeper in each other than is allowed.
    case tooDeep(at: Int)
    /// A required field is absent.
    case missing(String)
    /// A field's value is not of its type.
    case invalid(field: String, expected: String)
    /// A list or text is longer than is allowed.
    case tooLong(field: String, limit: Int)

    /// What is wrong, without any value of the event.
    public var description: String {
        switch self {
        case .malformed(let position): "not JSON at byte \(position)"
        case .tooDeep(let position): "nested too deeply at byte \(position)"
        case .missing(let field): "field \(field) is missing"
        case .invalid("", let expected): "it is not \(expected)"
        case .invalid(let field, let expected): "field \(field) is not \(expected)"
        case .tooLong(let field, let limit): "field \(field) is longer than \(limit)"
        }
    }

    /// The same fault, told of a field inside of another.
    @usableFromInline
    func inside(_ outer: StaticString) -> EventFault {
        switch self {
        case .missing(let field): .missing("\(outer).\(field)")
        case .invalid(let field, let expected):
            .invalid(field: field.isEmpty ? "\(outer)" : "\(outer).\(field)", expected: expected)
        case .tooLong(let field, let limit):
            .tooLong(field: field.isEmpty ? "\(outer)" : "\(outer).\(field)", limit: limit)
        case .malformed, .tooDeep: self
        }
    }
}
