/// A JSON value whose objects keep the order of their members, so that a document is the same each time it is made.
public enum JSON: Sendable {
    /// Members in the order in which they are written.
    case object([Member])
    /// Elements.
    case list([JSON])
    /// A text.
    case text(String)
    /// A number as its digits, so that nothing is rounded.
    case number(String)
    /// True or false.
    case boolean(Bool)
    /// Null.
    case null

    /// A member of an object.
    public struct Member: Sendable {
        /// Its name.
        public let name: String
        /// What it holds.
        public let value: JSON

        /// Makes a member.
        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The value of an object's member; nil if it has none such, or is no object.
    public subscript(name: String) -> JSON? {
        members.first { $0.name == name }?.value
    }

    /// The members of an object; none of anything else.
    public var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The elements of a list; none of anything else.
    public var elements: [JSON] {
        if case .list(let elements) = self { elements } else { [] }
    }

    /// A text's characters; nil for anything else.
    public var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// A whole number; nil for anything else.
    public var integer: Int64? {
        if case .number(let digits) = self { Int64(digits) } else { nil }
    }

    /// The object with a member set: in its old place if it has it, else as the last one. Nil leaves the object as it is.
    public func with(_ name: String, _ value: JSON?) -> JSON {
        guard let value else { return self }
        var members = members
        if let place = members.firstIndex(where: { $0.name == name }) {
            members[place] = Member(name, value)
        } else {
            members.append(Member(name, value))
        }
        return .object(members)
    }
}

extension JSON: Equatable {
    /// Objects are equal whatever the order of their members.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.object(let some), .object(let others)):
            some.count == others.count && some.allSatisfy { right[$0.name] == $0.value }
        case (.list(let some), .list(let others)): some == others
        case (.text(let some), .text(let other)): some == other
        case (.number(let some), .number(let other)): some == other
        case (.boolean(let some), .boolean(let other)): some == other
        case (.null, .null): true
        default: false
        }
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    /// An object, in the order of the literal.
    public init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { Member($0.0, $0.1) })
    }
    /// A list.
    public init(arrayLiteral elements: JSON...) { self = .list(elements) }
    /// A text.
    public init(stringLiteral text: String) { self = .text(text) }
    /// A number.
    public init(integerLiteral number: Int64) { self = .number(String(number)) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}
