import CatalogueEvents
import Delivery
import EligibilityEvents
import Eventing
import LogisticsEvents
import OrdersDomain
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

/// A service on a schema of its own, with one product on sale, and the other services' side of the conversation.
struct Shop {
    let schema: LiveSchema<OrdersService>
    let teller = Teller()
    let product = UUIDv7.make()
    let listing = UUIDv7.make()
    let station = UUIDv7.make()
    /// Oranges at 5.00 yuan for 500 g, of which the producer is promised 3.00.
    let price = Price(500, .per500g)
    let agreed = Price(300, .per500g)
    let household = Token.make()

    var service: OrdersService { schema.service }
    var now: Instant { schema.workbench.clock.now() }

    /// Runs a test in a shop.
    static func open(_ body: (Shop) async throws -> Void) async throws {
        try await LiveSchema<OrdersService>.with { schema in
            let shop = Shop(schema: schema)
            try await shop.hear(shop.published)
            try await body(shop)
        }
    }

    private init(schema: LiveSchema<OrdersService>) {
        self.schema = schema
    }

    /// Delivers events of others, all in one batch.
    @discardableResult
    func hear(_ events: any Event...) async throws -> Int {
        try await schema.deliver(events.map { try envelope($0) })
    }

    func envelope(_ event: some Event) throws -> EventEnvelope { try teller.envelope(event) }

    /// Gives a command as HTTP and the command line do.
    func command<Value>(
        by actor: String = "buyer",
        _ body: (OrdersService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        try await schema.workbench.perform { transaction in
            try await body(service, CommandContext(actor: actor, reason: "test", now: now), transaction)
        }
    }

    // MARK: - Orders

    func request(grams: Int64 = 2000, lines: Int = 1) -> OrderRequest {
        OrderRequest(
            channel: .shop, buyer: .make(),
            destination: Destination(kind: .address, place: .make(), city: DivisionCode.sample("310100")),
            lines: (1...lines).map {
                OrderRequest.Line(
                    number: Int32($0), listing: listing, quantity: .grams(grams), expectedPrice: price,
                    options: $0 == 1 ? ["grade": "first"] : [:])
            })
    }

    /// Places an order and returns its id.
    func place(grams: Int64 = 2000, instrument: String = "approve") async throws -> UUIDv7 {
        try await command { service, context, transaction in
            try await service.place(request(grams: grams), instrument: instrument, context, in: transaction)
        }.id
    }

    /// An order that is paid, with its consignments.
    func confirmed(grams: Int64 = 2000) async throws -> Order {
        let id = try await place(grams: grams)
        try await hear(reserved(id, grams: grams), determined(id))
        try await notify(try await payment(of: id))
        return try await order(id)
    }

    /// An order that is delivered as it was ordered.
    func completed(grams: Int64 = 2000) async throws -> Order {
        let order = try await confirmed(grams: grams)
        try await hear(collected(order), delivered(order))
        return try await self.order(order.id)
    }

    func order(_ id: UUIDv7) async throws -> Order {
        let found = try await schema.workbench.pool.withTransaction(readOnly: true) { transaction in
            try await OrderStore(transaction: transaction).load([id], isLocked: false)
        }
        guard let order = found[id] else { throw Problem.notFound("order \(id)") }
        return order
    }

    /// Registers a partner, unless it is.
    func register(_ partner: UUIDv7) async throws {
        try await schema.workbench.pool.withTransaction { transaction in
            let register = PartnerRegister(in: transaction)
            if try await register.known(among: [partner]).contains(partner) { return }
            try await register.add(partner, name: "orchard", key: .make(), at: now)
        }
    }

    // MARK: - Payments

    struct OpenPayment {
        var id: UUIDv7
        var due: Fen
    }

    func payment(of order: UUIDv7) async throws -> OpenPayment {
        let rows = try await schema.workbench.pool.query(
            "SELECT id, due_fen FROM payment WHERE order_id = \(order) ORDER BY opened_at DESC, id DESC LIMIT 1")
        guard let row = rows.first else { throw Problem.notFound("payment of \(order)") }
        let (id, due) = try row.decode(UUIDv7.self, Fen.self)
        return OpenPayment(id: id, due: due)
    }

    func notify(
        _ payment: OpenPayment, _ outcome: PaymentNotification.Outcome = .captured, amount: Fen? = nil,
        at: Instant? = nil, isFinal: Bool = false, id: UUIDv7 = .make()
    ) async throws {
        let notification = PaymentNotification(
            id: id, payment: payment.id, outcome: outcome,
            amountFen: amount ?? (outcome == .captured ? payment.due : 0), at: at ?? now, isFinal: isFinal)
        try await notify([notification])
    }

    func notify(_ notifications: [PaymentNotification]) async throws {
        try await command(by: "sandbox") { service, context, transaction in
            try await service.record(
                PaymentNotifications(provider: SandboxProvider.name, notifications: notifications), context,
                in: transaction)
        }
    }

    // MARK: - Looking at what is stored

    /// The one value that a query returns.
    func value<Value: PostgresDecodable>(_ type: Value.Type, _ query: PostgresQuery) async throws -> Value? {
        try await schema.workbench.pool.query(query).decode(Value.self).first
    }

    /// The service's own audit finds nothing.
    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let breaches = try await schema.breaches()
        #expect(breaches == [], sourceLocation: sourceLocation)
    }

    /// How many rows a table has.
    func count(_ table: String) async throws -> Int64? {
        try await value(Int64.self, "SELECT count(*) FROM \(identifier: table)")
    }

    /// What came of the notifications, in the order of their names.
    func effects() async throws -> [String]? {
        try await value([String].self, "SELECT array_agg(effect ORDER BY effect) FROM payment_notification")
    }

    /// What stands on an account, kept and not yet counted together.
    func balance(_ account: LedgerAccount) async throws -> LedgerBalance {
        let rows = try await schema.workbench.pool.query(
            """
            SELECT posted_fen, pending_fen FROM ledger_account
            WHERE account = \(account.kind) AND holder = \(account.holder)
            """)
        guard let row = rows.first else { return LedgerBalance() }
        let (posted, pending) = try row.decode(Fen.self, Fen.self)
        return LedgerBalance(posted: posted, pending: pending)
    }

    /// Works deadlines as a running service does, until a condition holds.
    func workDeadlines(until condition: () async throws -> Bool) async throws -> Bool {
        let worker = DeadlineWorker(
            pool: schema.workbench.pool, log: schema.workbench.log, handlers: service.deadlineHandlers,
            now: { [clock = schema.workbench.clock] in clock.now() }, logger: schema.workbench.logger)
        let work = Task { await worker.run() }
        defer { work.cancel() }
        return try await eventually { try await condition() }
    }
}

extension LosslessStringConvertible {
    /// The value of a text that the test itself wrote.
    static func sample(_ text: String) -> Self {
        guard let value = Self(text) else { preconditionFailure("\(text) is no \(Self.self)") }
        return value
    }
}

extension Shop {
    /// The digest of what a buyer has photographed.
    static let photograph = ContentDigest.sample(String(repeating: "9f", count: 32))
}

extension DivisionCode {
    static let luodian = DivisionCode.sample("522728")
}
