public import Vocabulary

/// What a buyer, or a partner for its buyer, complains about.
public struct ClaimRequest: Sendable, Equatable {
    /// What is wished.
    public var kind: Claim.Kind
    /// What is wrong.
    public var cause: Claim.Cause
    /// On whose side it is opened.
    public var side: Claim.Side
    /// What it is about.
    public var items: [AllocatedQuantity]
    /// Digests of photographs and the like.
    public var evidence: [ContentDigest]

    /// Makes a request.
    public init(
        kind: Claim.Kind, cause: Claim.Cause, side: Claim.Side, items: [AllocatedQuantity],
        evidence: [ContentDigest]
    ) {
        self.kind = kind
        self.cause = cause
        self.side = side
        self.items = items
        self.evidence = evidence
    }
}

extension Claim {
    /// How long after its delivery one can complain about what spoils.
    public static let timeForPerishables = Span.hours(48)
    /// How long after its delivery one can complain about other goods.
    public static let timeForOthers = Span.days(7)
    /// How long a claim may wait for its decision.
    public static let timeToDecide = Span.hours(72)

    /// OPEN: takes a complaint about delivered goods.
    /// - Parameters:
    ///   - id: its new id.
    ///   - request: what it is about.
    ///   - order: the order.
    ///   - actor: who opens it.
    ///   - now: the time.
    public static func open(
        _ id: UUIDv7, _ request: ClaimRequest, about order: Order, by actor: Actor, at now: Instant
    ) throws(ClaimRefusal) -> (claim: Claim, facts: [ClaimFact]) {
        guard !request.items.isEmpty else { throw .nothingClaimed }
        var items: [AffectedItem] = []
        for item in request.items { items.append(try order.claimable(item, request, at: now)) }
        return begin(
            id, of: order, request.kind, request.cause, request.side, items: items,
            evidence: request.evidence.map(\.description), by: actor, at: now)
    }

    /// `temperature.excursion`: opens our own claim, so that somebody decides who is liable. The refund itself, of what
    /// did not reach the buyer yet, is the order's.
    /// - Parameters:
    ///   - id: its new id.
    ///   - order: the order whose goods were exposed.
    ///   - items: what was exposed beyond what it bears.
    ///   - evidence: what proves it.
    ///   - now: the time.
    public static func openAfterExcursion(
        _ id: UUIDv7, of order: Order, items: [AllocatedQuantity], evidence: [String], at now: Instant
    ) throws(ClaimRefusal) -> (claim: Claim, facts: [ClaimFact]) {
        guard !items.isEmpty else { throw .nothingClaimed }
        var exposed: [AffectedItem] = []
        for item in items { exposed.append(try order.affected(item)) }
        return begin(
            id, of: order, .quality, .excursion, .system, items: exposed, evidence: evidence, by: .system, at: now)
    }

    private static func begin(
        _ id: UUIDv7, of order: Order, _ kind: Kind, _ cause: Cause, _ side: Side, items: [AffectedItem],
        evidence: [String], by actor: Actor, at now: Instant
    ) -> (claim: Claim, facts: [ClaimFact]) {
        let due = now + timeToDecide
        let claim = Claim(
            id: id, order: order.id, consignment: order.onlyConsignment(of: items.map(\.allocation)), kind: kind,
            cause: cause, side: side, openedBy: actor, openedAt: now, items: items, evidence: evidence, state: .open,
            decideBy: due)
        return (claim, [.opened, .deadlineSet(due: due)])
    }
}

extension Actor {
    /// Who opens what was measured.
    static let system = Actor("system")
}

extension Order {
    /// Names the line and lot of a quantity.
    fileprivate func affected(_ item: AllocatedQuantity) throws(ClaimRefusal) -> AffectedItem {
        guard let place = try? place(of: item.allocation) else { throw .unknownAllocation(item.allocation) }
        let allocation = self[place]
        guard item.quantity.unit == allocation.quantity.unit,
            (1...allocation.quantity.amount).contains(item.quantity.amount)
        else { throw .quantityDiffers(allocation: item.allocation) }
        return AffectedItem(
            line: line(at: place).number, allocation: allocation.id, lot: allocation.lot, quantity: item.quantity)
    }

    /// Checks that one may still complain about a quantity.
    fileprivate func claimable(
        _ item: AllocatedQuantity, _ request: ClaimRequest, at now: Instant
    ) throws(ClaimRefusal) -> AffectedItem {
        let affected = try affected(item)
        let carried = consignments.first { $0.allocations.contains(item.allocation) }
        let delivered = allocations.first { $0.id == item.allocation }?.outcome.delivered ?? 0
        guard let deliveredAt = carried?.deliveredAt, delivered > 0 else { throw .notDelivered(item.allocation) }
        guard item.quantity.amount <= delivered else { throw .quantityDiffers(allocation: item.allocation) }
        let isPerishable = isPerishable(line: affected.line)
        let due = deliveredAt + (isPerishable ? Claim.timeForPerishables : Claim.timeForOthers)
        guard now <= due else { throw .tooLate(due: due) }
        guard !isPerishable || !request.evidence.isEmpty else { throw .photographMissing }
        guard !isPerishable || request.kind != .return else { throw .perishableNotReturned }
        return affected
    }

    /// Whether what a line sells spoils.
    func isPerishable(line number: Int32) -> Bool {
        placement.lines.contains { $0.number == number && $0.isPerishable }
    }
}
