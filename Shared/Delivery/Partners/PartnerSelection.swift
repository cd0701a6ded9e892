internal import Eventing
internal import Vocabulary

/// What one partner is told of a page of the log. A pure value.
struct PartnerSelection {
    /// One kind of aggregate's one aggregate, of which events are counted.
    struct Counted: Hashable {
        let aggregate: String
        let subject: String
    }

    /// What it is told, in order, with the versions that the services count by.
    private(set) var events: [LoggedEvent] = []
    /// The orders that turn out to be the partner's own.
    private(set) var newOrders: [UUIDv7] = []

    /// Selects and edits.
    /// - Parameters:
    ///   - editions: what partners are told, by the type of the event.
    ///   - known: those of the page's orders that are known to be the partner's own.
    init(
        of page: [LoggedEvent], for partner: RegisteredPartner, _ editions: [String: PartnerEdition],
        known: Set<UUIDv7>
    ) throws(EventFault) {
        var own = known
        for event in page {
            guard let edition = editions[event.envelope.type] else { continue }
            switch try edition.claim(on: event.envelope.data) {
            case .open: break
            case .closed: continue
            case .orders(let orders): if orders.allSatisfy({ !own.contains($0) }) { continue }
            case .partner(let named, let order):
                guard named == partner.id else { continue }
                if let order, own.insert(order).inserted { newOrders.append(order) }
            }
            events.append(try Self.edited(event, by: edition, for: partner, owning: own))
        }
    }

    /// The orders that a page's events are about, by which it is decided whose they are.
    static func orders(
        in page: [LoggedEvent], _ editions: [String: PartnerEdition]
    ) throws(EventFault) -> [UUIDv7] {
        var orders: Set<UUIDv7> = []
        for event in page {
            guard let edition = editions[event.envelope.type],
                case .orders(let claimed) = try edition.claim(on: event.envelope.data)
            else { continue }
            orders.formUnion(claimed)
        }
        return orders.sorted()
    }

    /// What brought the event about, and in which trace, is the services' own affair.
    private static func edited(
        _ event: LoggedEvent, by edition: PartnerEdition, for partner: RegisteredPartner, owning own: Set<UUIDv7>
    ) throws(EventFault) -> LoggedEvent {
        var edited = event
        edited.envelope.causationID = nil
        edited.envelope.correlationID = nil
        edited.envelope.traceparent = nil
        edited.envelope.data = try edition.edited(
            event.envelope.data,
            for: EditionReader(rekey: { partner.key.standIn(for: $0) }, owns: { own.contains($0) }))
        return edited
    }

    /// The aggregates of which it is told something.
    var counted: Set<Counted> {
        Set(events.map { Counted(aggregate: $0.envelope.source.aggregate, subject: $0.envelope.subject) })
    }

    /// Counts what the partner is told of each aggregate on from what it was told before.
    /// - Parameter versions: of how many events it was told before.
    /// - Returns: of how many it is told then.
    mutating func count(on versions: [Counted: Int32]) -> [Counted: Int32] {
        var versions = versions
        for index in events.indices {
            let envelope = events[index].envelope
            let version =
                versions[Counted(aggregate: envelope.source.aggregate, subject: envelope.subject), default: 0] + 1
            versions[Counted(aggregate: envelope.source.aggregate, subject: envelope.subject)] = version
            events[index].envelope.subjectVersion = version
        }
        return versions
    }
}
