internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import Postgres
internal import Runtime
internal import Tracing
internal import Vocabulary

extension OrdersService {
    /// PAYMENT CAPTURED and PAYMENT DECLINED, as a provider notifies them, each once however often it is told.
    ///
    /// A notification that cannot be right, of a payment that nobody opened or that was answered before, is kept with
    /// the rule that stood against it, and has no other effect: to refuse it would have it told for ever.
    func record(
        _ body: PaymentNotifications, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<Void> {
        var seen: Set<UUIDv7> = []
        let told = body.notifications.filter { seen.insert($0.id).inserted }
        let owners = try await PaymentStore(transaction: transaction).orders(of: told.map(\.payment))
        // Orders are locked before their payments, as everywhere.
        let orders = try await OrderBatch.load(owners.values, in: transaction)
        let payments = try await PaymentStore(transaction: transaction).load(owners.keys)
        let store = NotificationStore(transaction: transaction)
        let known = try await store.known(of: body.provider, told.map(\.id))
        let traces = try await OrderStore(transaction: transaction).traces(of: owners.values)
        let new = told.filter { !known.contains($0.id) }
        // One request notifies of many orders, each of which has a trace of its own.
        let spans = WorkSpans(new, ofKind: .consumer, from: { owners[$0.payment].flatMap { traces[$0] } }) {
            ("payment \($0.outcome.rawValue)", ["throughtrain.payment": .string($0.payment.description)])
        }
        var recording = NotificationRecording(
            provider: body.provider, now: context.now, orders: orders, payments: payments)
        for (index, notification) in new.enumerated() {
            let trace = spans.place(index) ?? owners[notification.payment].flatMap { traces[$0] }
            try recording.record(notification, in: trace)
        }
        spans.end(afterCommitOf: transaction)
        try store.insert(recording.effects, by: body.provider)
        return Told((), try await recording.save(in: transaction))
    }

    /// PAY AGAIN: opens another payment for an order whose last one was declined, by other means.
    func pay(
        for id: UUIDv7, with instrument: String, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<Order> {
        guard let order = try await OrderStore(transaction: transaction).load([id])[id],
            order.isPaid(by: context.caller)
        else {
            throw Problem.notFound("order \(id)")
        }
        let store = PaymentStore(transaction: transaction)
        guard try await !store.isOpen(for: id) else {
            throw Problem(409, "payment-open", "a payment for this order waits for its provider; wait for the answer")
        }
        let payment = try Payment.open(.make(), for: order, at: SandboxProvider.name, now: context.now)
        try store.choose(instrument, for: id)
        try store.open([payment])
        try LedgerStore(transaction: transaction).enter([
            .payment(.make(), of: payment, amount: payment.due, isCertain: false, at: context.now)
        ])
        transaction.afterCommit { [payments] in payments.wakeup.signal() }
        return Told(order)
    }
}

/// Works through what a provider notified.
private struct NotificationRecording {
    let provider: String
    let now: Instant
    var orders: OrderBatch
    var payments: [UUIDv7: Payment]

    /// What came of each notification.
    private(set) var effects: [(notification: PaymentNotification, effect: String)] = []
    private var entered: [LedgerTransaction] = []
    private var posted: [UUIDv7] = []
    private var voided: [UUIDv7] = []

    init(provider: String, now: Instant, orders: OrderBatch, payments: [UUIDv7: Payment]) {
        self.provider = provider
        self.now = now
        self.orders = orders
        self.payments = payments
    }

    mutating func record(_ notification: PaymentNotification, in trace: TraceContext?) throws {
        guard var payment = payments[notification.payment], payment.provider == provider else {
            return effects.append((notification, "unknown-payment"))
        }
        do throws(PaymentRefusal) {
            switch notification.outcome {
            case .captured: try payment.capture(notification.amountFen)
            case .declined: try payment.decline()
            }
        } catch {
            return effects.append((notification, error.code))
        }
        payments[payment.id] = payment
        orders.hold(payment)
        let facts: [OrderFact]
        switch notification.outcome {
        case .captured: facts = try capture(payment, notification, in: trace)
        case .declined: facts = try decline(payment, notification, in: trace)
        }
        effects.append((notification, facts.last?.effect ?? "none"))
    }

    private mutating func capture(
        _ payment: Payment, _ notification: PaymentNotification, in trace: TraceContext?
    ) throws -> [OrderFact] {
        if payment.captured == payment.due {
            posted.append(payment.id)
        } else {
            // What was expected did not come about; what came instead is put down beside it.
            voided.append(payment.id)
            entered.append(
                try .payment(.make(), of: payment, amount: payment.captured, isCertain: true, at: now))
        }
        let capture = Capture(payment: payment.id, amount: notification.amountFen, capturedAt: notification.at)
        return try orders.decide(
            .recordCapture, about: payment.order, by: .notification(provider: provider, trace), at: now
        ) { [now] (order) throws(OrderRefusal) in
            try order.recordCapture(capture, at: now) { .make() }
        }
    }

    private mutating func decline(
        _ payment: Payment, _ notification: PaymentNotification, in trace: TraceContext?
    ) throws -> [OrderFact] {
        voided.append(payment.id)
        return try orders.decide(
            .recordDecline, about: payment.order, by: .notification(provider: provider, trace), at: now
        ) { [now] (order) throws(OrderRefusal) in
            try order.recordDecline(of: payment.id, isFinal: notification.isFinal, at: now)
        }
    }

    mutating func save(in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let ledger = LedgerStore(transaction: transaction)
        try ledger.end(.payment, of: posted, as: .posted)
        try ledger.end(.payment, of: voided, as: .voided)
        try ledger.enter(entered)
        return try await orders.save()
    }
}

extension OrderFact {
    /// What a notification brought about, as it is put on record.
    fileprivate var effect: String {
        switch self {
        case .confirmed: "confirmed"
        case .cancelled: "cancelled"
        case .paymentDeclined: "declined"
        case .captureReturned(_, let reason): reason.rawValue
        default: "none"
        }
    }
}
