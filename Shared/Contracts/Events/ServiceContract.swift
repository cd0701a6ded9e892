public import Eventing

/// What one service promises to the others and to partners.
public struct ServiceContract: Sendable {
    /// The service.
    public let name: String
    /// Every kind of event that it tells.
    public let events: [EventContract]
    /// Its aggregates, and which services listen.
    public let publications: [Publication]

    /// Describes a service by its types.
    public init(
        name: String, facts: [any Event.Type], publications: [Publication], _ comments: SourceComments
    ) throws(EventFault) {
        self.name = name
        self.publications = publications
        var events: [EventContract] = []
        for fact in facts { events.append(try EventContract(fact, comments)) }
        self.events = events
    }

    /// The events of one aggregate.
    func events(of source: EventSource) -> [EventContract] {
        events.filter { $0.type.source == source }
    }
}
