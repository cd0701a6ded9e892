public import Vocabulary

extension Producer {
    /// Takes a producer on. A household comes with the token of its card and stays nameless; any other has a public
    /// name.
    public static func register(
        id: UUIDv7, kind: ProducerKind, token: Token?, name: BilingualName?, county: DivisionCode,
    ) throws(ProducerRefusal) -> Producer {
        guard county.level == .county else { throw .notACounty(county) }
        switch kind {
        case .household:
            guard token != nil else { throw .tokenMissing }
            guard name == nil else { throw .householdNamed }
        case .cooperative, .enterprise, .operator:
            guard token == nil else { throw .tokenOfNoHousehold }
            guard let name, name.isComplete else { throw .nameMissing }
        }
        return Producer(id: id, kind: kind, token: token, name: name, county: county)
    }
}
