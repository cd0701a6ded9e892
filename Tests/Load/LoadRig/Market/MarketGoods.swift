internal import Vocabulary

/// Puts products on sale: each is brought by as many households of its county as there are for one product.
package struct MarketGoods {
    let catalogue: CommandDesk
    /// The tokens of the registered households, by county.
    let register: [String: [String]]
    /// The stations, by county.
    let stations: [String: String]

    /// A product that can be ordered.
    package struct Listed: Sendable {
        /// Its listing.
        package let listing: String
        /// The county that it comes from.
        package let county: MarketCounty
    }

    /// What 500 g cost, in fen.
    package static let fen = 780
    /// How much a buyer takes of one product, in grams.
    package static let portion = 2_500
    /// How much a household brings, in grams: more than all orders of a bench take.
    private static let lot = 500_000_000

    /// Puts so many products of each county on sale, and returns them.
    func offer(products: Int) throws -> [Listed] {
        try MarketCounty.all.flatMap { try offer(products, of: $0) }
    }

    private func offer(_ count: Int, of county: MarketCounty) throws -> [Listed] {
        let pavilion = try catalogue.give(
            "/pavilions", "pavilions",
            [
                """
                {"county":"\(county.code)","name":{"zh":"\(county.code)馆","en":"\(county.code) pavilion"},
                "operator":"\(UUIDv7.make())"}
                """
            ])[0]
        let sheets = (1...count).map { sheet($0, of: county, in: pavilion) }
        let products = try catalogue.give("/products", "products", sheets)
        try weighIn(products, of: county)
        return try products.map { product in
            let published = try catalogue.ask(PublishedProduct.self, "/products/\(product)")
            guard let listing = published.listings.first else { throw RigFault("\(product) has no listing") }
            return Listed(listing: listing.listingID, county: county)
        }
    }

    private func sheet(_ number: Int, of county: MarketCounty, in pavilion: String) -> String {
        """
        {"kind":"agricultural","name":{"zh":"特产 \(number)","en":"Speciality \(number)"},"county":"\(county.code)",
        "pavilion":"\(pavilion)","sub_platforms":[],"sold_by":"g",
        "unit":{"net_g":500,"gross_g":540,"volume_ml":900},"goods_class":"sweets","perishable":true,
        "shelf_days":60,"tax_class":"produce","floor":{"fen":\(Self.fen - 60),"per":"500g"},
        "listings":[{"price":{"fen":\(Self.fen),"per":"500g"},"from":"2019-01-01T00:00:00.000Z"}],"options":[]}
        """
    }

    /// Takes on the county's households as producers, weighs in a lot of each, and lists it.
    private func weighIn(_ products: [String], of county: MarketCounty) throws {
        guard let tokens = register[county.code], let station = stations[county.code] else {
            throw RigFault("\(county.code) has no register or no station")
        }
        let producers = try catalogue.give(
            "/producers", "producers",
            tokens.map { #"{"kind":"household","token":"\#($0)","county":"\#(county.code)"}"# })
        let lots = try catalogue.give(
            "/lots", "lots",
            producers.enumerated().map { number, producer in
                """
                {"product_id":"\(products[number % products.count])","producer_id":"\(producer)",
                "station_id":"\(station)","village":"\(county.village)","quantity":{"amount":\(Self.lot),"unit":"g"},
                "grade":"first","harvested_on":"2019-07-06","expires_on":"2019-08-25",
                "producer_price":{"fen":520,"per":"500g"}}
                """
            })
        let list = lots.map { "\"\($0)\"" }.joined(separator: ",")
        _ = try catalogue.give(
            "/lots/inspections", #"{"lot_ids":[\#(list)],"inspector_id":"\#(UUIDv7.make())","outcome":"passed"}"#)
        _ = try catalogue.give(
            "/lots/listings", #"{"lot_ids":[\#(list)],"contact":"0854-5200000","statement":"self-tested"}"#)
    }
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
