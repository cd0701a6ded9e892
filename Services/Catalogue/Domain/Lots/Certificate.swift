public import Vocabulary

/// What the statement of a conformity certificate rests on.
public enum ConformityBasis: String, Sendable, Hashable, CaseIterable {
    /// The producer controls how it produces.
    case qualityControl = "quality-control"
    /// The producer tested the goods.
    case selfTested = "self-tested"
    /// A laboratory tested them.
    case laboratoryTested = "laboratory-tested"
}

/// What a conformity certificate must have.
public enum CertificatePart: String, Sendable, Hashable, CaseIterable {
    /// What the goods are called.
    case name
    /// How much there is of them.
    case weight
    /// Who produced them.
    case producer
    /// Where they come from.
    case place
    /// Where questions are answered.
    case contact
    /// When it was issued.
    case date
    /// That they conform, and what that rests on.
    case statement
}

/// The certificate by which a producer answers for a lot. It may be drafted part by part, and is complete when none
/// is missing.
public struct Certificate: Sendable, Equatable {
    /// Its id.
    public let id: UUIDv7
    /// The lot that it is of.
    public let lotID: UUIDv7
    /// What the goods are called.
    public var name: String?
    /// How much there is of them.
    public var weight: Quantity?
    /// Who produced them. A household's name is printed from its card and is not kept here.
    public var producerID: UUIDv7?
    /// The village that they come from.
    public var place: DivisionCode?
    /// Where questions are answered: the telephone of the station or company, never a household's.
    public var contact: String?
    /// The day it was issued.
    public var issuedOn: Day?
    /// What its statement rests on.
    public var statement: ConformityBasis?

    /// A certificate as stored.
    public init(
        id: UUIDv7, lotID: UUIDv7, name: String? = nil, weight: Quantity? = nil, producerID: UUIDv7? = nil,
        place: DivisionCode? = nil, contact: String? = nil, issuedOn: Day? = nil, statement: ConformityBasis? = nil,
    ) {
        self.id = id
        self.lotID = lotID
        self.name = name
        self.weight = weight
        self.producerID = producerID
        self.place = place
        self.contact = contact
        self.issuedOn = issuedOn
        self.statement = statement
    }

    /// The parts that it lacks. An empty text, or a weight of nothing, says as little as none.
    public var missing: [CertificatePart] {
        CertificatePart.allCases.filter { part in
            switch part {
            case .name: name?.isEmpty ?? true
            case .weight: weight.map { $0.amount <= 0 } ?? true
            case .producer: producerID == nil
            case .place: place == nil
            case .contact: contact?.isEmpty ?? true
            case .date: issuedOn == nil
            case .statement: statement == nil
            }
        }
    }
}
