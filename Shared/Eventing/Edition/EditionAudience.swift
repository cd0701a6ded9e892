public import Vocabulary

extension PartnerEdition {
    /// What decides whether a partner is told of an event.
    public enum Claim: Sendable, Equatable {
        /// Nothing: everyone is told.
        case open
        /// Nobody is told.
        case closed
        /// The partner is told that it names, and owns the order from then on.
        case partner(UUIDv7, order: UUIDv7?)
        /// The partner is told that owns one of these orders.
        case orders([UUIDv7])
    }

    /// What decides whether a partner is told of an event with this data.
    public func claim(on data: [UInt8]) throws(EventFault) -> Claim {
        switch audience {
        case .everyone: return .open
        case .everyoneWhere(let field, let codes):
            return codes.contains(try Self.text(field, in: data) ?? "") ? .open : .closed
        case .named(let field, let order):
            guard let partner = try Self.identifier(field, in: data) else { return .closed }
            guard let order else { return .partner(partner, order: nil) }
            return .partner(partner, order: try Self.identifier(order, in: data))
        case .sender(let field):
            return .orders(try Self.identifier(field, in: data).map { [$0] } ?? [])
        case .senders(let list, let field):
            return .orders(try Self.identifiers(field, ofEach: list, in: data))
        }
    }

    /// A field that names something; nil if it is absent.
    static func identifier(
        _ field: StaticString, in object: some Collection<UInt8>
    ) throws(EventFault) -> UUIDv7? {
        guard let text = try text(field, in: object) else { return nil }
        guard let id = UUIDv7(text) else { throw .invalid(field: "\(field)", expected: "a UUID") }
        return id
    }

    private static func text(_ field: StaticString, in object: some Collection<UInt8>) throws(EventFault) -> String? {
        try JSONReader.read(object) { (json) throws(EventFault) in
            guard var value = try json.member(field) else { return nil }
            return try value.text()
        }
    }

    private static func identifiers(
        _ field: StaticString, ofEach list: StaticString, in data: [UInt8]
    ) throws(EventFault) -> [UUIDv7] {
        try JSONReader.read(data) { (json) throws(EventFault) in
            guard var elements = try json.member(list) else { return [] }
            var found: [UUIDv7] = []
            try elements.list { (element) throws(EventFault) in
                if let id = try identifier(field, in: try element.rawValue()) { found.append(id) }
            }
            return found
        }
    }
}
