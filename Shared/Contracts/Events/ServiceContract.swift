public import Eventing
public import Runtime

/// What one service promises to the others, to partners and to its callers.
public struct ServiceContract: Sendable {
    /// The service.
    public let name: String
    /// Every kind of event that it tells.
    public let events: [EventContract]
    /// Every kind of event that it tells partners, as they are told it.
    public let partnerEvents: [EventContract]
    /// Its aggregates, and which services listen.
    public let publications: [Publication]
    /// Its HTTP interface, as OpenAPI.
    public let http: JSON

    /// Describes a service by its types.
    /// - Parameter facts: every kind of event that it tells.
    public init<Hosted: HostedService>(
        of service: Hosted.Type, telling facts: [any Event.Type], _ comments: SourceComments
    ) throws(EventFault) {
        name = Hosted.name
        publications = Hosted.publications
        var events: [EventContract] = []
        for fact in facts { events.append(try EventContract(fact, comments)) }
        self.events = events
        var partnerEvents: [EventContract] = []
        for fact in facts {
            if let event = try EventContract(toPartners: fact, comments) { partnerEvents.append(event) }
        }
        self.partnerEvents = partnerEvents
        http = try OpenAPIDocument(service: Hosted.name, routes: RouteDescription.routes(of: service), comments).json()
    }

    /// The events of one aggregate.
    func events(of source: EventSource) -> [EventContract] {
        events.filter { $0.type.source == source }
    }
}
