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

    /// An event of which partners may be told, and what decides whether one is.
    struct Candidate {
        let event: LoggedEvent
        let edition: PartnerEdition
        let claim: PartnerEdition.Claim

        /// The orders by whose owner it is decided.
        var orders: [UUIDv7] {
            if case .orders(let orders) = claim { orders } else { [] }
        }
    }

    /// Those of a page's events of which partners may be told.
    /// - Parameter editions: what partners are told, by the type of the event.
    static func candidates(
        of page: [LoggedEvent], _ editions: [String: PartnerEdition]
    ) throws(EventFault) -> [Candidate] {
        var candidates: [Candidate] = []
        for event in page {
            guard let edition = editions[event.envelope.type] else { continue }
            let claim = try edition.claim(on: event.envelope.data)
            candidates.append(Candidate(event: event, edition: edition, claim: claim))
        }
        return candidates
    }

    /// Selects and edits.
    /// - Parameter known: those of the candidates' orders that are known to be the partner's own.
    init(
        of candidates: [Candidate], for partner: RegisteredPartner, known: Set<UUIDv7>
    ) throws(EventFault) {
        var own = known
        for candidate in candidates {
            switch candidate.claim {
            case .open: break
            case .closed: continue
            case .orders(let orders): if orders.allSatisfy({ !own.contains($0) }) { continue }
            case .partner(let named, let order):
                guard named == partner.id else { continue }
                if let order, own.insert(order).inserted { newOrders.append(order) }
            }
            events.append(try Self.edited(candidate.event, by: candidate.edition, for: partner, owning: own))
        }
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
