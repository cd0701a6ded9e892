internal import CatalogueEvents
internal import EligibilityEvents
public import Eventing
internal import LogisticsEvents
internal import OrdersDomain
public import Vocabulary

/// Something that an order waits for.
public struct AwaitedAnswer: Record {
    /// What: the type of an event, or in a word.
    public var what: String
    /// From whom: a service, a payment provider, the buyer or an officer.
    public var from: String
    /// What it is about: a consignment, a payment or a claim.
    public var about: UUIDv7?
    /// How much money, if it is money.
    public var amountFen: Fen?
    /// Since when.
    public var since: Instant
    /// Until when it ought to come; absent if it may take its time.
    public var until: Instant?
    /// Whether it ought to have come.
    public var isLate: Bool

    init(
        _ what: String, from: String, about: UUIDv7? = nil, of amount: Fen? = nil, since: Instant, until: Instant?,
        now: Instant
    ) {
        self.what = what
        self.from = from
        self.about = about
        amountFen = amount
        self.since = since
        self.until = until
        isLate = until.map { $0 < now } ?? false
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ answer: AwaitedAnswer?) throws(EventFault) {
        what = try fields.field("what", answer?.what)
        from = try fields.field("from", answer?.from)
        about = try fields.optional("about", answer?.about)
        amountFen = try fields.optional("amount_fen", answer?.amountFen)
        since = try fields.field("since", answer?.since)
        until = try fields.optional("until", answer?.until)
        isLate = try fields.field("late", answer?.isLate)
    }
}

/// What is known of an order's money and claims that waits for somebody.
struct OpenBusiness {
    /// A payment that its provider was asked for, or will be.
    struct Payment {
        var id: UUIDv7
        var provider: String
        var due: Fen
        var openedAt: Instant
    }

    /// Money that a provider is to give back to the buyer.
    struct Return {
        var payment: UUIDv7
        var provider: String
        var amount: Fen
        var requestedAt: Instant
    }

    /// A complaint that nobody has decided.
    struct Claim {
        var id: UUIDv7
        var openedAt: Instant
    }

    var payments: [Payment] = []
    var returns: [Return] = []
    var claims: [Claim] = []
}

extension Order {
    /// What the order waits for.
    /// - Parameters:
    ///   - business: its money and claims.
    ///   - history: what happened to it.
    func awaited(_ business: OpenBusiness, history: [OrderStep], now: Instant) -> [AwaitedAnswer] {
        awaitedFirst(business, history: history, now: now) + awaitedGoods(history, now: now)
            + business.claims.map {
                AwaitedAnswer(
                    "decision", from: "officer", about: $0.id, since: $0.openedAt,
                    until: $0.openedAt + Claim.timeToDecide, now: now)
            }
            + business.returns.map {
                // Whatever the order's state: a buyer's money is owed until the provider has taken it up, for which it
                // is asked at once and again. One that does not for so long keeps the buyer waiting.
                AwaitedAnswer(
                    "money back to the buyer", from: $0.provider, about: $0.payment, of: $0.amount,
                    since: $0.requestedAt, until: $0.requestedAt + Self.patience, now: now)
            } + openClaimWindow(now)
    }

    /// What stands between the order and its confirmation.
    private func awaitedFirst(_ business: OpenBusiness, history: [OrderStep], now: Instant) -> [AwaitedAnswer] {
        switch state {
        case .placed:
            let types = "\(StockReserved.type.name) or \(StockRefused.type.name)"
            return [
                AwaitedAnswer(
                    types, from: StockReserved.type.service, since: placement.placedAt,
                    until: placement.placedAt + Self.patience, now: now)
            ]
        case .reserved:
            // The clock of the answer runs anew from when the reservation was heard.
            let since = history.last { $0.command == OrderCommand.reserve.rawValue }?.at ?? placement.placedAt
            return [
                AwaitedAnswer(
                    BenefitDetermined.type.name, from: BenefitDetermined.type.service, since: since,
                    until: since + Self.patience, now: now)
            ]
        case .payable:
            if let payment = business.payments.first {
                return [
                    AwaitedAnswer(
                        "payment", from: payment.provider, about: payment.id, of: payment.due,
                        since: payment.openedAt, until: payBy, now: now)
                ]
            }
            let since = history.last { $0.command == OrderCommand.recordDecline.rawValue }?.at ?? placement.placedAt
            return [AwaitedAnswer("another payment", from: "buyer", since: since, until: payBy, now: now)]
        case .confirmed, .fulfilling, .completed, .cancelled: return []
        }
    }

    /// Goods on their way, and those that logistics was asked to hold back.
    private func awaitedGoods(_ history: [OrderStep], now: Instant) -> [AwaitedAnswer] {
        guard [.confirmed, .fulfilling].contains(state) else { return [] }
        let parts = Dictionary(allocations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let logistics = ConsignmentCollected.type.service
        return consignments.flatMap { consignment -> [AwaitedAnswer] in
            let open = consignment.allocations.compactMap { parts[$0] }.filter { $0.open > 0 }
            if open.isEmpty { return [] }
            let since = consignment.collectedAt ?? confirmedAt ?? placement.placedAt
            let next = consignment.collectedAt == nil ? ConsignmentCollected.type : ConsignmentDelivered.type
            let carried = AwaitedAnswer(
                next.name, from: logistics, about: consignment.id, since: since, until: consignment.deliverBy, now: now)
            guard open.contains(where: { $0.outcome.withdrawalAsked != nil }) else { return [carried] }
            let asked = history.last {
                [OrderCommand.cancel.rawValue, OrderCommand.revoke.rawValue].contains($0.command)
            }
            let heldBack = AwaitedAnswer(
                ConsignmentWithdrawn.type.name, from: logistics, about: consignment.id, since: asked?.at ?? since,
                until: nil, now: now)
            return [heldBack, carried]
        }
    }

    /// For how long the buyer may still complain, by the goods for which that is longest.
    private func openClaimWindow(_ now: Instant) -> [AwaitedAnswer] {
        guard state == .completed else { return [] }
        let perishable = Set(placement.lines.filter(\.isPerishable).map(\.number))
        let windows = (reservation?.lines ?? []).flatMap { line in
            line.allocations.filter { $0.outcome.delivered > 0 }.compactMap { part -> AwaitedAnswer? in
                let carried = consignments.first { $0.allocations.contains(part.id) }
                guard let deliveredAt = carried?.deliveredAt else { return nil }
                let length = perishable.contains(line.number) ? Claim.timeForPerishables : Claim.timeForOthers
                return AwaitedAnswer(
                    "claims, if any", from: "buyer", since: deliveredAt, until: deliveredAt + length, now: now)
            }
        }
        let longest = windows.filter { !$0.isLate }.max { ($0.until ?? $0.since) < ($1.until ?? $1.since) }
        return longest.map { [$0] } ?? []
    }
}
