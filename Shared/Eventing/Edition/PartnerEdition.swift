/// What partners are told of one kind of event: which of them, and of each field whether.
///
/// It is declared beside the event, and decides about every field. One that it forgets is not told, and a test finds it.
public struct PartnerEdition: Sendable {
    /// Which partners are told.
    public let audience: Audience
    /// What is decided about each field, in the order in which they are written.
    public let fields: [EditionField]

    /// Which partners are told of an event.
    public enum Audience: Sendable {
        /// All of them.
        case everyone
        /// All of them, if a field has one of these codes.
        case everyoneWhere(StaticString, isOneOf: [String])
        /// The one that a field names, if any. What it sent is its own from then on, by the field of the order if there is one.
        case named(by: StaticString, order: StaticString?)
        /// The one that sent the order which a field names.
        case sender(of: StaticString)
        /// Those that sent an order of a list's elements, by the elements' field; each is told of its own elements.
        case senders(ofEach: StaticString, by: StaticString)
    }

    /// Decides about an event.
    /// - Parameters:
    ///   - audience: which partners are told.
    ///   - decisions: what is told, re-keyed and withheld.
    public init(to audience: Audience, _ decisions: [EditionField]...) {
        self.audience = audience
        fields = decisions.flatMap(\.self)
    }
}

/// What is decided about one field.
public struct EditionField: Sendable {
    enum Decision: Sendable {
        /// As it is.
        case told
        /// By a stand-in, which is another one for each partner.
        case rekeyed
        /// Not at all.
        case withheld
        /// Each field of its object, or of its objects, as is decided about that one.
        case within([EditionField])
    }

    let name: StaticString
    let decision: Decision
}

extension [EditionField] {
    /// Fields that partners are told as they are.
    public static func told(_ names: StaticString...) -> [EditionField] {
        names.map { EditionField(name: $0, decision: .told) }
    }

    /// Identifiers for which each partner gets a stand-in of its own, always the same for the same one.
    public static func rekeyed(_ names: StaticString...) -> [EditionField] {
        names.map { EditionField(name: $0, decision: .rekeyed) }
    }

    /// Fields that no partner is told.
    public static func withheld(_ names: StaticString...) -> [EditionField] {
        names.map { EditionField(name: $0, decision: .withheld) }
    }

    /// A field that holds an object, or a list of objects, whose fields are decided about one by one.
    public static func within(_ name: StaticString, _ decisions: [EditionField]...) -> [EditionField] {
        [EditionField(name: name, decision: .within(decisions.flatMap(\.self)))]
    }
}
