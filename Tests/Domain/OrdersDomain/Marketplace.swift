import OrdersDomain
import Seeds
import Vocabulary

/// Ids in a row, the same in every run.
final class Identifiers {
    private var last: UInt64 = 0x1_0000

    func next() -> UUIDv7 {
        last += 1
        return id(last)
    }
}

func id(_ number: UInt64) -> UUIDv7 { UUIDv7(high: 0x0190_163d_8694_7000, low: 1 << 63 | number) }

/// What the tests trade with: one order of oranges by weight, filled by two households' lots at two stations.
enum Marketplace {
    static let now = Instant(milliseconds: 1_562_472_000_000)
    static let county = division("522728")
    static let city = division("310115")
    static let orange = Listing(product: id(1), unit: .grams, isPerishable: true)
    static let basket = Listing(product: id(2), unit: .pieces, isPerishable: false)
    static let orangeListing = id(11)
    static let basketListing = id(12)
    static let pickUp = id(21)
    static let stationA = id(22)
    static let stationB = id(23)
    static let market = Market(
        listings: [orangeListing: orange, basketListing: basket], stations: [pickUp, stationA, stationB])
    static let cool = Band(minimum: 20, maximum: 80, allowedMinutes: 120)
    static let terms = SaleTerms(taxRates: ["handicraft": 130], defaultTaxRate: 90)
    static let first = household(1)
    static let second = household(2)
    static let member = household(3)

    static func division(_ text: String) -> DivisionCode {
        guard let code = DivisionCode(text) else { preconditionFailure("no division code: \(text)") }
        return code
    }

    static func household(_ number: UInt64) -> Token {
        var generator = SplitMix64(seed: number)
        return Token.make(using: &generator)
    }

    static func request(_ lines: [OrderRequest.Line]? = nil) -> OrderRequest {
        OrderRequest(
            channel: .episode, buyer: household(100), session: household(101),
            destination: Destination(kind: .address, place: id(31), city: city), lines: lines ?? [oranges])
    }

    static let oranges = OrderRequest.Line(
        number: 1, listing: orangeListing, quantity: .grams(5000), expectedPrice: Price(599, .per500g))

    static func placed(_ kind: OrderKind = .retail, _ lines: [OrderRequest.Line]? = nil) throws -> Order {
        if kind == .import {
            let partner = PartnerOrder(partner: id(41), reference: "2019-0707-1")
            return try Order.importOrder(id(1000), request(lines), from: partner, in: market, at: now).order
        }
        return try Order.place(id(1000), request(lines), in: market, at: now).order
    }

    static func allocation(
        _ number: UInt64, _ grams: Int64, station: UUIDv7 = stationA, producer: Producer? = nil,
        title: LotTitle = .consigned, band: Band? = cool, keepsDays: Int32 = 30, agreed: Fen = 400
    ) -> Allocation {
        Allocation(
            id: id(200 + number), lot: id(300 + number), origin: county,
            producer: producer ?? Producer(id: id(400 + number), kind: .household, token: household(number)),
            title: title, station: station, quantity: .grams(grams), grossGrams: grams + 200, volumeMillilitres: grams,
            goodsClass: "fruit", band: band, expiresOn: Day(of: now) + keepsDays, agreedPrice: Price(agreed, .per500g))
    }

    static func reservation(_ allocations: [Allocation]? = nil, price: Fen = 599) -> Reservation {
        let parts = allocations ?? [allocation(1, 3000), allocation(2, 2000, station: stationB)]
        let price = Price(price, .per500g)
        let quantity = Quantity.grams(parts.reduce(0) { $0 + $1.quantity.amount })
        return Reservation(
            reservedAt: now,
            lines: [
                ReservedLine(
                    number: 1, listing: orangeListing, product: orange.product, price: price,
                    amount: price.amount(for: quantity), taxClass: "fruit", allocations: parts)
            ])
    }

    static func determinations(_ tokens: [Token]? = nil) -> [Determination] {
        (tokens ?? [first, second]).map { token in
            Determination(
                token: token, status: "registered", isBeneficiary: token != second, county: county, evidence: id(51))
        }
    }
}
