internal import Passes
internal import Runtime
internal import Seeds
internal import Vocabulary

/// Writes the orders of a partner's buyers, which are already paid: the same for the same seed, but for their numbers.
package struct OrderWriter: Sendable {
    package let market: Market
    private var random: SplitMix64
    private var written = 0

    /// How many products an order has.
    package static let lines = 3

    package init(market: Market, seed: UInt64) {
        self.market = market
        random = SplitMix64(seed: seed)
    }

    /// Requests that import orders of three products of one county each.
    /// - Parameters:
    ///   - orders: how many in all.
    ///   - batch: how many a request has.
    package mutating func requests(orders: Int, batch: Int) throws -> [[UInt8]] {
        try stride(from: 0, to: orders, by: batch).map { start in
            try request((start..<min(start + batch, orders)).map { _ in try anyOrder() })
        }
    }

    /// Requests that each import one order of what an offer offers.
    package mutating func rush(for offer: String, of goods: MarketGoods.Listed, orders: Int) throws -> [[UInt8]] {
        try (0..<orders).map { _ in try request([order(of: [line(goods, offer: offer)], from: goods.county)]) }
    }

    /// A request that places one buyer's order of one product, who pays at once.
    package mutating func retail() throws -> [UInt8] {
        guard let goods = market.goods.randomElement(using: &random)?.randomElement(using: &random) else {
            throw RigFault("nothing is on sale")
        }
        let (buyer, session) = (Token.make(using: &random), Token.make(using: &random))
        let body = """
            {"channel":"shop","buyer":"\(buyer)","session":"\(session)",\
            "destination":\(try destination(of: goods.county)),"lines":[\(line(goods))],"instrument":"approve"}
            """
        return Request.post("/orders", body, token: try market.passes.token(of: .buyer("\(buyer)")))
    }

    private func request(_ orders: [String]) throws -> [UInt8] {
        let partner = Caller.partner("bench-market", of: market.partner)
        return Request.post(
            "/partners/\(market.partner)/imports", #"{"orders":[\#(orders.joined(separator: ","))]}"#,
            token: try market.passes.token(of: partner))
    }

    private mutating func anyOrder() throws -> String {
        guard let goods = market.goods.randomElement(using: &random), let county = goods.first?.county else {
            throw RigFault("nothing is on sale")
        }
        let chosen = goods.shuffled(using: &random).prefix(Self.lines)
        return try order(of: chosen.map { line($0) }, from: county)
    }

    private func line(_ goods: MarketGoods.Listed, offer: String? = nil) -> String {
        let offered = offer.map { #","offer_id":"\#($0)""# } ?? ""
        return """
            {"listing_id":"\(goods.listing)","quantity":{"unit":"g","amount":\(MarketGoods.portion)},\
            "expected_price":{"fen":\(MarketGoods.fen),"per":"500g"}\(offered)}
            """
    }

    private mutating func order(of lines: [String], from county: MarketCounty) throws -> String {
        let destination = try destination(of: county)
        written += 1
        return """
            {"partner_order_ref":"B-\(written)","buyer":"\(Token.make(using: &random))",\
            "destination":\(destination),"lines":[\(lines.joined(separator: ","))]}
            """
    }

    /// A door that goods of a county go to.
    private mutating func destination(of county: MarketCounty) throws -> String {
        guard let door = market.doors[county.city.code]?.randomElement(using: &random) else {
            throw RigFault("nobody lives in \(county.city.code)")
        }
        return #"{"kind":"address","destination_id":"\#(door)","city":"\#(county.city.code)"}"#
    }
}
