import Foundation
import Passes
import Vocabulary

/// Buyers order while the episode is live: 2,000 orders over HTTP, 32 at a time, and 200 of a partner in batches.
///
/// One offer is asked for at three times its allotment. Of the other orders 40 are declined by the payment provider
/// and 20 are never paid. 100 orders are sent twice, and 20 are not fit to be taken.
struct OrderingChapter {
    let stage: Stage
    /// The offer that everybody wants.
    let rush: Goods
    /// What else is on sale, with enough in stock for what is left of the orders.
    let others: [Goods]
    /// Where the goods of a county go, by its code: addresses and stations that logistics knows a way to.
    let destinations: [String: [Place]]

    static let retailOrders = 2_000
    static let declined = retailOrders * 2 / 100
    static let abandoned = retailOrders / 100
    static let repeats = 100
    static let imported = 200
    static let importBatch = 50
    static let buyersAtOnce = 32

    /// Something that can be ordered.
    struct Goods: Sendable {
        /// The county that they come from, by its code.
        let county: String
        let listing: UUIDv7
        let offer: UUIDv7?
        let price: Price
        /// How much there is of it: an offer's allotment, or the stock of a listing.
        let available: Quantity
        /// How much one buyer takes.
        let portion: Int64

        /// The same goods in an offer of them.
        func offered(in offer: UUIDv7, allotment: Quantity) -> Goods {
            Goods(
                county: county, listing: listing, offer: offer, price: price, available: allotment, portion: portion)
        }

        /// The same goods on the shelf, without what an offer has set aside.
        func unoffered(_ allotment: Quantity) -> Goods {
            Goods(
                county: county, listing: listing, offer: offer, price: price,
                available: Quantity(available.amount - allotment.amount, available.unit), portion: portion)
        }
    }

    /// A place that goods can go to.
    struct Place: Sendable {
        /// `address`, `station` or `depot`.
        let kind: String
        let id: UUIDv7
        let city: DivisionCode
    }

    /// What was ordered.
    struct Outcome: Sendable {
        /// Retail orders that were placed, by their ids.
        var retail: [String] = []
        /// Orders of the partner.
        var imported: [String] = []
        /// How many must be cancelled for want of stock.
        var short = 0
    }

    /// How many buyers want the offer that everybody wants.
    var rushOrders: Int { Int(3 * rush.available.amount / rush.portion) }

    /// Plays it until every order is confirmed or has ended, but for those that nobody pays.
    func play() async throws -> Outcome {
        let api = try await stage.api("orders")
        let drafts = try OrderDrafts(chapter: self, seed: 2019)
        var outcome = Outcome()
        outcome.retail = try await place(drafts.retail, at: api)
        outcome.short = rushOrders - Int(rush.available.amount / rush.portion)
        outcome.imported = try await importOrders(drafts.imported, at: api)
        try await sendAgain(drafts.retail, answered: outcome.retail, at: api, using: drafts.repeated)
        try await sendMalformed(at: api, like: drafts.retail[0].body)
        try await waitForPayments(outcome, at: api)
        return outcome
    }

    /// Moves the time past the last deadline for payments, and waits until what nobody paid has ended.
    func endUnpaid(at instant: Instant) async throws {
        let api = try await stage.api("orders")
        try await stage.setTime(instant)
        try await stage.wait("the end of \(Self.abandoned) orders that nobody paid") {
            try await countOrders(api).orders(in: "cancelled", because: "unpaid") == Self.abandoned
        }
    }

    // MARK: - Placing

    /// Places orders, 32 at a time, and returns their ids in the order of the drafts.
    private func place(_ drafts: [OrderDrafts.Retail], at api: ServiceAPI) async throws -> [String] {
        var ids = [String?](repeating: nil, count: drafts.count)
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            var next = 0
            func placeNext() {
                guard next < drafts.count else { return }
                let (position, draft) = (next, drafts[next])
                next += 1
                group.addTask {
                    let answer = try await api.post("/orders", draft.body, key: draft.key, as: .buyer(draft.body.buyer))
                    return (position, try answer.decode(Receipt.self).orderID)
                }
            }
            for _ in 0..<Self.buyersAtOnce { placeNext() }
            while let (position, id) = try await group.next() {
                ids[position] = id
                placeNext()
            }
        }
        return ids.compactMap(\.self)
    }

    private func sendAgain(
        _ drafts: [OrderDrafts.Retail], answered ids: [String], at api: ServiceAPI, using positions: [Int]
    ) async throws {
        for position in positions {
            let draft = drafts[position]
            let answer = try await api.post("/orders", draft.body, key: draft.key, as: .buyer(draft.body.buyer))
            let id = try answer.decode(Receipt.self).orderID
            try expect(id == ids[position], "an order sent twice is one order, not \(ids[position]) and \(id)")
        }
    }

    private func sendMalformed(at api: ServiceAPI, like good: OrderDrafts.RetailBody) async throws {
        for (number, unfit) in try UnfitOrders.all(like: good).enumerated() {
            let answer = try await api.post("/orders", bytes: unfit.body, key: unfit.key, as: .clerk("careless.clerk"))
            try expect(
                (400..<500).contains(answer.status) && answer.contentType == "application/problem+json",
                "unfit order \(number + 1) (\(unfit.fault)) is refused as a problem, not answered \(answer.status)")
        }
    }

    private func importOrders(_ orders: [OrderDrafts.ImportedBody], at api: ServiceAPI) async throws -> [String] {
        let partner = try await registerPartner()
        var ids: [String] = []
        for start in stride(from: 0, to: orders.count, by: Self.importBatch) {
            let batch = OrderDrafts.ImportBatch(
                orders: Array(orders[start..<min(start + Self.importBatch, orders.count)]))
            // A partner that got no answer sends its batch again, with another key.
            for attempt in 1...2 {
                let report = try await api.post(
                    "/partners/\(partner)/imports", batch, key: "\(partner)-\(start)-\(attempt)",
                    as: .partner("city-market", of: partner)
                ).decode(ImportReport.self)
                let outcome = attempt == 1 ? "accepted" : "repeated"
                try expect(
                    report.lines.allSatisfy { $0.outcome == outcome },
                    "every order of the partner is \(outcome) at attempt \(attempt)")
                if attempt == 1 { ids += report.lines.compactMap(\.orderID) }
            }
        }
        return ids
    }

    /// A partner has a contract, and a user and queues on the broker.
    private func registerPartner() async throws -> UUIDv7 {
        let id = UUIDv7.make()
        let secrets = "\(stage.folder)/secrets"
        _ = try await stage.run(
            "orders",
            [
                "partner", "add", "city-market", "--id", "\(id)", "--password-file",
                "\(stage.folder)/city-market.password",
                "--set", "rabbitmq.administrator-user=admin",
                "--set", "rabbitmq.administrator-password-file=\(secrets)/admin.rabbitmq",
                "--actor", "market.office", "--reason", "its contract",
            ])
        return id
    }

    // MARK: - Waiting

    private func waitForPayments(_ outcome: Outcome, at api: ServiceAPI) async throws {
        let placed = outcome.retail.count + outcome.imported.count
        let confirmed = placed - outcome.short - Self.declined - Self.abandoned
        try await stage.wait("the payment of \(confirmed) orders") {
            let counts = try await countOrders(api)
            return counts.orders(in: "placed") + counts.orders(in: "reserved") == 0
                && counts.orders(in: "payable") == Self.abandoned
        }
        let counts = try await countOrders(api)
        for (state, reason, expected) in [
            ("confirmed", nil, confirmed), ("cancelled", "payment-declined", Self.declined),
            ("cancelled", "stock", outcome.short),
        ] {
            let found = counts.orders(in: state, because: reason)
            try expect(found == expected, "\(expected) orders are \(state) (\(reason ?? "paid")), not \(found)")
        }
    }

    private func countOrders(_ api: ServiceAPI) async throws -> OrderCounts {
        try await api.get("/reports/orders").decode(OrderCounts.self)
    }
}

// MARK: - Answers

/// What who placed an order is told.
struct Receipt: Decodable {
    let orderID: String

    enum CodingKeys: String, CodingKey {
        case orderID = "order_id"
    }
}

/// What a partner is told of a batch.
private struct ImportReport: Decodable {
    struct Line: Decodable {
        let outcome: String
        let orderID: String?

        enum CodingKeys: String, CodingKey {
            case outcome
            case orderID = "order_id"
        }
    }

    let lines: [Line]
}

/// How many orders stand where.
struct OrderCounts: Decodable {
    struct Entry: Decodable {
        let state: String
        let cancellation: String?
        let orders: Int
    }

    let counts: [Entry]

    func orders(in state: String, because reason: String? = nil) -> Int {
        counts.filter { $0.state == state && $0.cancellation == reason }.reduce(0) { $0 + $1.orders }
    }
}
