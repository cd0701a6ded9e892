internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// What follows from the facts of a transaction: deadlines, payments, entries in the ledger, settlements, and what the
/// other services are told. It is collected fact by fact and carried out by sets.
struct OrderConsequences {
    /// Payments that changed, by id.
    var payments: [UUIDv7: Payment] = [:]

    private var deadlines = OrderClocks()
    private var opened: [Payment] = []
    /// Ended orders whose buyers were to pay here.
    private var unpaid: [UUIDv7] = []
    private var refunds: [Refund] = []
    private var settlements: [Settlement] = []
    private var entries: [LedgerTransaction] = []
    private var events: [PendingEvent] = []

    /// Takes up a fact.
    /// - Parameter order: as it is after the command.
    mutating func add(_ fact: OrderFact, of order: Order, by cause: Cause, at now: Instant) throws {
        switch fact {
        case .placed: events.append(try cause.tell(order.placed(), of: order.id))
        case .reserved, .determined, .listedAsUnanswered, .paymentDeclined, .collected: break
        case .deadlineSet(let deadline, let due): deadlines.set(deadline, of: order.id, due: due, in: cause.trace)
        case .deadlineStruck(let deadline): deadlines.strike(deadline, of: order.id)
        case .becamePayable: try open(order, at: now)
        case .captureReturned(let capture, let reason):
            refunds.append(
                Refund(order: order, payment: capture.payment, amount: capture.amount, reason: reason.rawValue, at: now)
            )
        case .confirmed(let confirmation):
            if let partner = order.placement.partner?.partner {
                entries.append(
                    try .partnerSale(.make(), of: order.id, by: partner, amount: order.total, at: now))
            }
            events.append(try cause.tell(order.confirmed(confirmation), of: order.id))
        case .withdrawalRequested(let reason, let items):
            events.append(try cause.tell(order.withdrawalRequested(reason, items), of: order.id))
        case .reduced(let reduction):
            refund(reduction.refund, of: order, because: reduction.cause.rawValue, at: now)
            events.append(try cause.tell(order.reduced(reduction), of: order.id))
        case .settled(let settlement): try settle(settlement, by: cause, at: now)
        case .completed(let completion): events.append(try cause.tell(order.completed(completion), of: order.id))
        case .cancelled(let cancellation):
            if order.payment == nil, order.placement.partner == nil { unpaid.append(order.id) }
            refund(cancellation.refund, of: order, because: cancellation.reason.rawValue, at: now)
            events.append(try cause.tell(order.cancelled(cancellation), of: order.id))
        case .claimRefunded(let amount): refund(amount, of: order, because: "claim", at: now)
        }
    }

    private mutating func open(_ order: Order, at now: Instant) throws {
        let payment = try Payment.open(.make(), for: order, at: SandboxProvider.name, now: now)
        opened.append(payment)
        entries.append(try .payment(.make(), of: payment, amount: payment.due, isCertain: false, at: now))
    }

    private mutating func refund(_ amount: Fen, of order: Order, because reason: String, at now: Instant) {
        guard amount > 0 else { return }
        refunds.append(Refund(order: order, payment: order.payment, amount: amount, reason: reason, at: now))
    }

    private mutating func settle(_ settlement: Settlement, by cause: Cause, at now: Instant) throws {
        settlements.append(settlement)
        entries.append(try .settlement(.make(), of: settlement, at: now))
        events.append(try cause.tell(settlement.posted(), of: settlement.order))
    }

    /// Carries out what was collected, and returns what is to be told.
    mutating func carryOut(in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try deadlines.save(in: transaction)
        try SettlementStore(transaction: transaction).insert(settlements)
        try await giveBack(in: transaction)
        let store = PaymentStore(transaction: transaction)
        try store.open(opened)
        try store.stopAsking(for: unpaid)
        try store.update(payments.values.sorted { $0.id < $1.id })
        try LedgerStore(transaction: transaction).enter(entries)
        return events
    }

    /// Gives money back to buyers from where it came: their payments, or the partner that has it.
    private mutating func giveBack(in transaction: PostgresTransaction) async throws {
        if refunds.isEmpty { return }
        let store = PaymentStore(transaction: transaction)
        let missing = Set(refunds.compactMap(\.payment)).subtracting(payments.keys)
        payments.merge(try await store.load(missing)) { held, _ in held }
        var returns: [PaymentReturn] = []
        for refund in refunds {
            if let id = refund.payment {
                guard var payment = payments[id] else { throw UnknownSubject(kind: "payment", id: id) }
                try payment.giveBack(refund.amount)
                payments[id] = payment
                returns.append(
                    PaymentReturn(
                        id: .make(), payment: id, amount: refund.amount, reason: refund.reason, requestedAt: refund.at))
                entries.append(try refund.entry(for: id, to: .clearing(at: payment.provider)))
            } else if let partner = refund.order.placement.partner?.partner {
                entries.append(try refund.entry(for: refund.order.id, to: .partner(partner)))
            }
        }
        try store.insert(returns)
    }
}

/// Money that goes back to a buyer.
private struct Refund {
    let order: Order
    /// Nil for what a partner's buyer paid there.
    let payment: UUIDv7?
    let amount: Fen
    let reason: String
    let at: Instant

    func entry(for reference: UUIDv7, to payer: LedgerAccount) throws(LedgerRefusal) -> LedgerTransaction {
        try .refund(.make(), for: reference, of: order.id, to: payer, amount: amount, at: at)
    }
}
