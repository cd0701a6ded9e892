import Foundation
import Passes
import Runtime
import Vocabulary

/// Four counties open their pavilions, and households bring what they grew to the stations: inspected, certified, listed.
///
/// A lot that fails its inspection is not listed, and nothing is put on sale below its floor.
struct CatalogueChapter {
    let stage: Stage
    /// The households of each county, by its code.
    let register: [String: EligibilityChapter.CountyRegister]
    /// The stations that goods are weighed in at, by village.
    let stations: [String: UUIDv7]

    /// What a county is known for, and what it sells for.
    struct Brand: Sendable {
        let county: String
        let name: (zh: String, en: String)
        let goodsClass: String
        /// Fen for 500 g: what the buyer pays, and what the household is owed.
        let price: Fen
        let producerPrice: Fen
        /// What each household brings, in grams.
        let lot: Int64

        /// What it is kept at, as a member of its product: fruit is kept from 2 to 8 degrees.
        var band: String {
            goodsClass == "fruit" ? #","band":{"min":20,"max":80,"allowed_min":120}"# : ""
        }

        /// What an episode offers of it: half of what comes in, or all of what everybody wants.
        var allotment: Quantity { .grams(county == CatalogueChapter.brands[0].county ? 4 * lot : 2 * lot) }
    }

    /// The four brands of the study. Of the first there is little, and everybody wants it.
    static let brands = [
        Brand(
            county: "522728", name: ("罗甸猴橘", "Luodian monkey orange"), goodsClass: "fruit", price: 780,
            producerPrice: 520, lot: 150_000),
        Brand(
            county: "341321", name: ("砀山黄桃", "Dangshan yellow peach"), goodsClass: "fruit", price: 640,
            producerPrice: 430, lot: 400_000),
        Brand(
            county: "510131", name: ("蒲江丑柑", "Pujiang ugly citrus"), goodsClass: "fruit", price: 690,
            producerPrice: 470, lot: 400_000),
        Brand(
            county: "520526", name: ("威宁荞酥麦芽糖", "Weining maltose"), goodsClass: "sweets", price: 900,
            producerPrice: 600, lot: 400_000),
    ]

    /// How many households of a county sell, half of them registered. One more brings what nobody may sell.
    static let households = 4
    /// What one buyer takes, in grams.
    static let portion: Int64 = 2_500

    /// Plays it, and returns what is on sale in the order of the brands.
    func play() async throws -> [OrderingChapter.Goods] {
        let api = try await stage.api("catalogue")
        var goods: [OrderingChapter.Goods] = []
        for brand in Self.brands {
            goods.append(try await offer(brand, at: api))
        }
        return goods
    }

    private func offer(_ brand: Brand, at api: ServiceAPI) async throws -> OrderingChapter.Goods {
        let product = try await publish(brand, at: api)
        var lots = try await weighIn(brand, product: product, at: api)
        // The last one brings what is not fit to be sold.
        let unfit = [lots.removeLast()]
        _ = try await give("/lots/inspections", inspection(of: lots, found: "passed"), at: api)
        _ = try await give("/lots/inspections", inspection(of: unfit, found: "failed"), at: api)
        _ = try await give("/lots/listings", listing(of: lots), at: api)
        try await expectRefusal("/lots/listings", listing(of: unfit), because: "not-in-state", at: api)
        let published = try await api.get("/products/\(product)").decode(PublishedProduct.self)
        guard let listing = published.listings.first.flatMap({ UUIDv7($0.listingID) }) else {
            throw StoryFault("\(brand.name.en) has no listing")
        }
        return OrderingChapter.Goods(
            county: brand.county, listing: listing, offer: nil, price: Price(brand.price, .per500g),
            available: .grams(brand.lot * Int64(lots.count)), portion: Self.portion)
    }

    private func inspection(of lots: [String], found outcome: String) -> String {
        #"{"lot_ids":\#(lots),"inspector_id":"\#(UUIDv7.make())","outcome":"\#(outcome)"}"#
    }

    private func listing(of lots: [String]) -> String {
        #"{"lot_ids":\#(lots),"contact":"0854-5200000","statement":"self-tested"}"#
    }

    /// Puts the brand on sale; the first attempt asks less than the floor, and is refused.
    private func publish(_ brand: Brand, at api: ServiceAPI) async throws -> String {
        let pavilion = try await give(
            "/pavilions",
            """
            {"pavilions":[{"county":"\(brand.county)","name":{"zh":"\(brand.name.zh)馆","en":"\(brand.name.en) pavilion"},
            "operator":"\(UUIDv7.make())"}]}
            """, at: api)
        let floor = brand.price - 60
        try await expectRefusal(
            "/products", sheet(of: brand, in: pavilion[0], price: floor - 1, floor: floor), because: "below-floor",
            at: api)
        let product = try await give(
            "/products", sheet(of: brand, in: pavilion[0], price: brand.price, floor: floor), at: api)
        return product[0]
    }

    private func sheet(of brand: Brand, in pavilion: String, price: Fen, floor: Fen) -> String {
        """
        {"products":[{"kind":"agricultural","name":{"zh":"\(brand.name.zh)","en":"\(brand.name.en)"},
        "county":"\(brand.county)","pavilion":"\(pavilion)","sub_platforms":[],"sold_by":"g",
        "unit":{"net_g":500,"gross_g":540,"volume_ml":900},"goods_class":"\(brand.goodsClass)"\(brand.band),"perishable":true,
        "shelf_days":20,"tax_class":"produce","floor":{"fen":\(floor),"per":"500g"},
        "listings":[{"price":{"fen":\(price),"per":"500g"},"from":"2019-01-01T00:00:00.000Z"}],"options":[]}]}
        """
    }

    /// Takes on the county's producers and weighs a lot of each in.
    private func weighIn(_ brand: Brand, product: String, at api: ServiceAPI) async throws -> [String] {
        guard let county = register[brand.county] else { throw StoryFault("\(brand.county) has no register") }
        let sellers =
            county.registered.prefix(Self.households / 2) + county.others.prefix(Self.households / 2 + 1)
        let entries = sellers.map { #"{"kind":"household","token":"\#($0.token)","county":"\#(brand.county)"}"# }
        let producers = try await give(
            "/producers", #"{"producers":[\#(entries.joined(separator: ","))]}"#, at: api)
        let lots = try zip(sellers, producers).map { seller, producer in
            guard let station = stations[seller.village] else { throw StoryFault("\(seller.village) has no station") }
            return """
                {"product_id":"\(product)","producer_id":"\(producer)","station_id":"\(station)","village":"\(seller.village)",
                "quantity":{"amount":\(brand.lot),"unit":"g"},"grade":"first","harvested_on":"2019-07-06",
                "expires_on":"2019-07-25","producer_price":{"fen":\(brand.producerPrice),"per":"500g"}}
                """
        }
        return try await give("/lots", #"{"lots":[\#(lots.joined(separator: ","))]}"#, at: api)
    }

    /// Lots are the station's affair, all else the county's.
    private static func caller(at path: String) -> Caller {
        path.hasPrefix("/lots") ? .clerk("wang.station") : .officer("zhao.county")
    }

    /// Gives a command, and returns the ids that it answers with.
    private func give(_ path: String, _ body: String, at api: ServiceAPI) async throws -> [String] {
        try await api.post(path, bytes: Array(body.utf8), key: UUIDv7.make().description, as: Self.caller(at: path))
            .decode(IDs.self).ids
    }

    /// Gives a command that must be refused for one reason.
    private func expectRefusal(_ path: String, _ body: String, because code: String, at api: ServiceAPI) async throws {
        let answer = try await api.post(
            path, bytes: Array(body.utf8), key: UUIDv7.make().description, as: Self.caller(at: path))
        let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(answer.body))
        guard (400..<500).contains(answer.status), refusal?.type.hasSuffix(code) == true else {
            let said = String(decoding: answer.body, as: UTF8.self)
            throw StoryFault("\(path) is refused as \(code), and not answered \(answer.status): \(said)")
        }
    }
}

/// What a refusal says.
private struct Refusal: Decodable {
    let type: String
}

private struct IDs: Decodable {
    let ids: [String]
}

private struct PublishedProduct: Decodable {
    struct Listing: Decodable {
        let listingID: String

        enum CodingKeys: String, CodingKey {
            case listingID = "listing_id"
        }
    }

    let listings: [Listing]
}
