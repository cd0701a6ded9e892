/// A county that sells, by its code, and the city that its goods go to.
package struct MarketCounty: Sendable {
    /// Its code, 6 digits.
    package let code: String
    /// Where its seat is, WGS-84 x 10^7.
    let point: (longitude: Int, latitude: Int)
    /// The city at the end of its lane.
    let city: City

    /// The village that its households live in and its station stands in, 12 digits.
    var village: String { code + "100201" }

    /// A city that goods go to.
    struct City: Sendable {
        /// Its code, 6 digits.
        let code: String
        /// The point that stands for it, WGS-84 x 10^7.
        let point: (longitude: Int, latitude: Int)
    }

    static let cities = [
        City(code: "520100", point: (1_066_302_000, 266_477_000)),
        City(code: "340100", point: (1_172_272_000, 318_206_000)),
        City(code: "510100", point: (1_040_665_000, 305_723_000)),
    ]

    /// Ten counties of three provinces, each some 100 km from its city.
    static let all = [
        (0, ["522728", "522727", "522732", "520524"]), (1, ["341321", "341322", "341302"]),
        (2, ["510131", "510129", "510132"]),
    ].flatMap { number, codes in
        codes.enumerated().map { place, code in
            let city = cities[number]
            let point = (city.point.longitude - 9_000_000 - place * 500_000, city.point.latitude - 4_000_000)
            return MarketCounty(code: code, point: point, city: city)
        }
    }
}
