import Foundation
import Seeds
import Vocabulary

/// The orders of the story before they are sent, the same for the same seed.
struct OrderDrafts {
    /// An order and the key that it is sent with.
    struct Retail: Sendable {
        let key: String
        var body: RetailBody
    }

    /// `POST /orders`
    struct RetailBody: Encodable, Sendable {
        let channel: String
        let buyer: String
        let session: String
        let destination: Destination
        let lines: [Line]
        var instrument: String
    }

    /// An order of a partner.
    struct ImportedBody: Encodable, Sendable {
        let reference: String
        let buyer: String
        let destination: Destination
        let lines: [Line]

        enum CodingKeys: String, CodingKey {
            case reference = "partner_order_ref"
            case buyer, destination, lines
        }
    }

    /// `POST /partners/{partner}/imports`
    struct ImportBatch: Encodable, Sendable {
        let orders: [ImportedBody]
    }

    /// Where goods go.
    struct Destination: Encodable, Sendable {
        let kind: String
        let id: String
        let city: String

        enum CodingKeys: String, CodingKey {
            case kind
            case id = "destination_id"
            case city
        }

        init(_ place: OrderingChapter.Place) {
            kind = place.kind
            id = place.id.description
            city = place.city.description
        }
    }

    /// What is ordered.
    struct Line: Encodable, Sendable {
        struct Amount: Encodable, Sendable {
            let unit: String
            let amount: Int64
        }

        struct Shown: Encodable, Sendable {
            let fen: Fen
            let per: String
        }

        let listing: String
        let offer: String?
        let quantity: Amount
        let price: Shown

        enum CodingKeys: String, CodingKey {
            case listing = "listing_id"
            case offer = "offer_id"
            case quantity
            case price = "expected_price"
        }

        init(_ goods: OrderingChapter.Goods) {
            listing = goods.listing.description
            offer = goods.offer?.description
            quantity = Amount(unit: goods.available.unit.rawValue, amount: goods.portion)
            price = Shown(fen: goods.price.fen, per: goods.price.per.rawValue)
        }
    }

    /// 2,000 retail orders.
    let retail: [Retail]
    /// 200 orders of a partner.
    let imported: [ImportedBody]
    /// Which retail orders are sent a second time.
    let repeated: [Int]

    init(chapter: OrderingChapter, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rush = min(chapter.rushOrders, OrderingChapter.retailOrders / 2)
        guard rush == chapter.rushOrders else {
            throw StoryFault("the offer's allotment would take \(chapter.rushOrders) orders; make it smaller")
        }
        let calm = OrderingChapter.retailOrders - rush
        var stock = Shelf(chapter.others)
        let goods = try (0..<calm + OrderingChapter.imported).map { _ in try stock.take(using: &random) }
        // Those that are not paid take what there is enough of, so that the rush sells exactly its allotment.
        var retail = try goods.prefix(calm).enumerated().map { position, goods in
            try Self.draft(goods, to: chapter.destinations, instrument: Self.instrument(of: position), using: &random)
        }
        retail += try (0..<rush).map { _ in
            try Self.draft(chapter.rush, to: chapter.destinations, instrument: "approve", using: &random)
        }
        retail.shuffle(using: &random)
        self.retail = retail
        imported = try goods.dropFirst(calm).enumerated().map { number, goods in
            ImportedBody(
                reference: "T-\(number + 1)", buyer: Token.make(using: &random).description,
                destination: try Self.destination(of: goods, among: chapter.destinations, using: &random),
                lines: [Line(goods)])
        }
        repeated = Array(retail.indices.shuffled(using: &random).prefix(OrderingChapter.repeats))
    }

    private static func instrument(of position: Int) -> String {
        switch position {
        case 0..<OrderingChapter.declined: "decline"
        case OrderingChapter.declined..<OrderingChapter.declined + OrderingChapter.abandoned: "abandon"
        default: "approve"
        }
    }

    private static func draft(
        _ goods: OrderingChapter.Goods, to places: [String: [OrderingChapter.Place]], instrument: String,
        using random: inout SplitMix64
    ) throws -> Retail {
        let buyer = Token.make(using: &random).description
        return Retail(
            key: "order-\(buyer)",
            body: RetailBody(
                channel: goods.offer == nil ? "shop" : "episode", buyer: buyer,
                session: Token.make(using: &random).description,
                destination: try destination(of: goods, among: places, using: &random), lines: [Line(goods)],
                instrument: instrument))
    }

    /// Somewhere that goods can go from their county.
    static func destination(
        of goods: OrderingChapter.Goods, among places: [String: [OrderingChapter.Place]],
        using random: inout some RandomNumberGenerator
    ) throws -> Destination {
        guard let place = places[goods.county]?.randomElement(using: &random) else {
            throw StoryFault("there is no way from \(goods.county) to anywhere")
        }
        return Destination(place)
    }
}

/// What is on sale beside the offer that everybody wants, taken portion by portion.
private struct Shelf {
    private let goods: [OrderingChapter.Goods]
    private var left: [Int64]

    init(_ goods: [OrderingChapter.Goods]) {
        self.goods = goods
        left = goods.map { $0.available.amount / $0.portion }
    }

    /// Takes a portion of something, the likelier the more there is left of it.
    mutating func take(using random: inout SplitMix64) throws -> OrderingChapter.Goods {
        let sum = left.reduce(0, +)
        guard sum > 0 else { throw StoryFault("more is ordered than is on sale; put more into stock") }
        var place = Int64.random(in: 0..<sum, using: &random)
        for index in goods.indices {
            if place < left[index] {
                left[index] -= 1
                return goods[index]
            }
            place -= left[index]
        }
        throw StoryFault("the shelf has lost count")
    }
}
