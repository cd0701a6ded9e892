/// A public fact: what a service tells the others, and partners, of one of its aggregates.
///
/// An event is a ``Record`` with a name. Its fields are those of `events.md`; they say all that its consumers need for
/// their next step, and nothing of a person.
public protocol Event: Record {
    /// Its name.
    static var type: EventType { get }

    /// What partners are told of it; nil, unless it says so, for what stays among the services.
    static var partnerEdition: PartnerEdition? { get }

    /// The aggregate's identifier, as the CloudEvents `subject`.
    var subject: String { get }
}

extension Event {
    /// Nothing.
    public static var partnerEdition: PartnerEdition? { nil }
}
