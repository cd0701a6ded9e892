internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension OrdersService {
    /// PLACE: takes a retail order. Its answer needs no reply of the database but what is known of the listings.
    /// - Parameter instrument: the means of payment, in the words of the provider.
    func place(
        _ request: OrderRequest, instrument: String, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<Order> {
        try await place(
            [OrderToPlace(request: request, instrument: instrument, context: context)], in: transaction
        ).map { try $0[0].get() }
    }

    /// PLACE, for orders that were asked for at the same time: each is taken or refused by itself.
    func place(
        _ asked: [OrderToPlace], in transaction: PostgresTransaction
    ) async throws -> Told<[Result<Order, any Error>]> {
        let market = try await MarketStore(transaction: transaction).market(for: asked.map(\.request))
        var instruments: [String] = []
        var placed: [PlacedOrder] = []
        let outcomes = asked.map { asked in
            Result {
                let (order, facts) = try Order.place(.make(), asked.request, in: market, at: asked.context.now)
                try order.checkWorth()
                instruments.append(asked.instrument)
                placed.append(PlacedOrder(order: order, facts: facts, cause: .command(asked.context)))
                return order
            }
        }
        if placed.isEmpty { return Told(outcomes) }
        try OrderStore(transaction: transaction).insert(
            placed.map(\.order), instruments: instruments, traces: placed.map(\.cause.trace))
        return Told(outcomes, try await tellPlaced(placed, in: transaction))
    }

    /// Puts new orders on record, and tells of them.
    func tellPlaced(_ placed: [PlacedOrder], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try HistoryStore(transaction: transaction).append(
            placed.map { placed in
                HistoryEntry(
                    order: placed.order.id, at: placed.order.placement.placedAt, command: "place", from: nil,
                    to: placed.order.state, cause: placed.cause)
            })
        var consequences = OrderConsequences()
        for placed in placed {
            for fact in placed.facts {
                try consequences.add(fact, of: placed.order, by: placed.cause, at: placed.order.placement.placedAt)
            }
        }
        return try await consequences.carryOut(in: transaction)
    }
}

/// A retail order that somebody asks for.
struct OrderToPlace {
    var request: OrderRequest
    /// The means of payment, in the words of the provider.
    var instrument: String
    var context: CommandContext
}

/// An order that was just taken.
struct PlacedOrder {
    var order: Order
    var facts: [OrderFact]
    var cause: Cause
}

extension MarketStore {
    /// What must be known to accept these requests.
    func market(for requests: [OrderRequest]) async throws -> Market {
        try await market(
            listings: requests.flatMap { $0.lines.map(\.listing) },
            stations: requests.map(\.destination).filter { $0.kind != .address }.compactMap(\.place))
    }
}

extension Order {
    /// Refuses an order with a line that costs less than the smallest coin.
    func checkWorth() throws(WorthlessLine) {
        for line in placement.lines where line.expectedPrice.amount(for: line.quantity) < 1 {
            throw WorthlessLine(line: line.number)
        }
    }
}

/// A line costs less than one fen, which nobody can pay.
struct WorthlessLine: Refused {
    let line: Int32

    var code: String { "worthless-line" }
    var description: String { "Line \(line) costs less than 1 fen. Ask for more of it." }
}
