import Foundation
import Vocabulary

/// Four counties open their pavilions, and households bring what they grew to the stations: inspected, certified, listed.
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

    /// How many households of a county sell, half of them registered.
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
        let lots = try await weighIn(brand, product: product, at: api)
        let ids = lots.map { "\"\($0)\"" }.joined(separator: ",")
        _ = try await give(
            "/lots/inspections", #"{"lot_ids":[\#(ids)],"inspector_id":"\#(UUIDv7.make())","outcome":"passed"}"#,
            at: api)
        _ = try await give(
            "/lots/listings", #"{"lot_ids":[\#(ids)],"contact":"0854-5200000","statement":"self-tested"}"#, at: api)
        let published = try await api.get("/products/\(product)").decode(PublishedProduct.self)
        guard let listing = published.listings.first.flatMap({ UUIDv7($0.listingID) }) else {
            throw StoryFault("\(brand.name.en) has no listing")
        }
        return OrderingChapter.Goods(
            county: brand.county, listing: listing, offer: nil, price: Price(brand.price, .per500g),
            available: .grams(brand.lot * Int64(lots.count)), portion: Self.portion)
    }

    private func publish(_ brand: Brand, at api: ServiceAPI) async throws -> String {
        let pavilion = try await give(
            "/pavilions",
            """
            {"pavilions":[{"county":"\(brand.county)","name":{"zh":"\(brand.name.zh)馆","en":"\(brand.name.en) pavilion"},
            "operator":"\(UUIDv7.make())"}]}
            """, at: api)
        let product = try await give(
            "/products",
            """
            {"products":[{"kind":"agricultural","name":{"zh":"\(brand.name.zh)","en":"\(brand.name.en)"},
            "county":"\(brand.county)","pavilion":"\(pavilion[0])","sub_platforms":[],"sold_by":"g",
            "unit":{"net_g":500,"gross_g":540,"volume_ml":900},"goods_class":"\(brand.goodsClass)"\(brand.band),"perishable":true,
            "shelf_days":20,"tax_class":"produce","floor":{"fen":\(brand.price - 60),"per":"500g"},
            "floor_approved_by":"\(UUIDv7.make())",
            "listings":[{"price":{"fen":\(brand.price),"per":"500g"},"from":"2019-01-01T00:00:00.000Z"}],
            "options":[]}]}
            """, at: api)
        return product[0]
    }

    /// Takes on the county's producers and weighs a lot of each in.
    private func weighIn(_ brand: Brand, product: String, at api: ServiceAPI) async throws -> [String] {
        guard let county = register[brand.county] else { throw StoryFault("\(brand.county) has no register") }
        let sellers = county.registered.prefix(Self.households / 2) + county.others.prefix(Self.households / 2)
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

    /// Gives a command, and returns the ids that it answers with.
    private func give(_ path: String, _ body: String, at api: ServiceAPI) async throws -> [String] {
        try await api.post(path, bytes: Array(body.utf8), key: UUIDv7.make().description, actor: "wang.station")
            .decode(IDs.self).ids
    }
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
