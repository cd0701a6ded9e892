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
        let market = try await MarketStore(transaction: transaction).market(for: [request])
        let (order, facts) = try Order.place(.make(), request, in: market, at: context.now)
        try order.checkWorth()
        try OrderStore(transaction: transaction).insert([order], instrument: instrument)
        return Told(order, try await tellPlaced([(order, facts)], by: .command(context), in: transaction))
    }

    /// Puts new orders on record, and tells of them.
    func tellPlaced(
        _ placed: [(order: Order, facts: [OrderFact])], by cause: Cause, in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try HistoryStore(transaction: transaction).append(
            placed.map { order, _ in
                HistoryEntry(
                    order: order.id, at: order.placement.placedAt, command: "place", from: nil, to: order.state,
                    cause: cause)
            })
        var consequences = OrderConsequences()
        for (order, facts) in placed {
            for fact in facts {
                try consequences.add(fact, of: order, by: cause, at: order.placement.placedAt)
            }
        }
        return try await consequences.carryOut(in: transaction)
    }
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
