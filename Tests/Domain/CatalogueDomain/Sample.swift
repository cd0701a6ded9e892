import CatalogueDomain
import Seeds
import Testing
import Vocabulary

/// Peaches of Dangshan, ready to be grown, weighed in and sold.
enum Sample {
    static let now = Instant(milliseconds: 1_562_472_000_000)
    static let today = Day(of: now)
    static let station = id(1)
    static let productID = id(2)
    static let listingID = id(3)
    static let pavilionID = id(4)
    static let inspectorID = id(5)
    static let terms = PriceTerms(stationCommissionPermille: 50, taxPermille: 0)

    /// A recognisable id.
    static func id(_ number: UInt64) -> UUIDv7 { UUIDv7(high: 0x0190_163d_8694_7000, low: 1 << 63 | number) }

    /// A recognisable token.
    static func token(_ number: UInt64) -> Token {
        var generator = SplitMix64(seed: number)
        return Token.make(using: &generator)
    }

    static func code(_ text: String) throws -> DivisionCode { try #require(DivisionCode(text)) }

    static func household(_ number: UInt64) throws -> Producer {
        try Producer.register(
            id: id(1000 + number), kind: .household, token: token(number), name: nil, county: code("341321"))
    }

    static func cooperative() throws -> Producer {
        try Producer.register(
            id: id(900), kind: .cooperative, token: nil, name: BilingualName(zh: "黄桃合作社", en: "Peach cooperative"),
            county: code("341321"))
    }

    static func pavilion() throws -> Pavilion {
        try Pavilion.open(
            id: pavilionID, county: code("341321"), name: BilingualName(zh: "砀山馆", en: "Dangshan"), operatorID: id(6))
    }

    static func specification(
        kind: ProductKind = .agricultural, options: [ProductOption] = [],
    ) throws -> ProductSpecification {
        ProductSpecification(
            kind: kind, name: BilingualName(zh: "黄桃", en: "Yellow peach"), county: try code("341321"),
            pavilionID: pavilionID, soldBy: .grams,
            unit: UnitWeights(netGrams: 2500, grossGrams: 2800, volumeMillilitres: 6000), goodsClass: "fruit",
            band: Band(minimum: 20, maximum: 80, allowedMinutes: 60), isPerishable: true, shelfDays: 10,
            taxClass: "own-produce", options: options)
    }

    static func floor(_ fen: Fen = 400) -> PriceFloor {
        PriceFloor(price: Price(fen, .per500g), inForceFrom: now, approvedBy: "wang.prices")
    }

    /// A product on sale at a price per 500 g.
    static func product(
        price: Fen = 600, floor: Fen = 400, kind: ProductKind = .agricultural, options: [ProductOption] = [],
    ) throws -> Product {
        Product(
            id: productID, version: 3, state: .published,
            specification: try specification(kind: kind, options: options),
            floor: Self.floor(floor),
            listings: [
                Listing(
                    id: listingID, subPlatformID: nil, price: Price(price, .per500g), from: now - .hours(24), until: nil
                )
            ])
    }

    static func origin(
        expiresIn days: Int32 = 10, producerPrice: Fen = 300, productionOrderID: UUIDv7? = nil,
    ) throws -> LotOrigin {
        LotOrigin(
            stationID: station, village: try code("341321100201"), harvestedOn: today, expiresOn: today + days,
            grade: "A", producerPrice: Price(producerPrice, .per500g), productionOrderID: productionOrderID)
    }

    /// A lot as stored, all of it where the amounts say.
    static func lot(
        _ number: UInt64, grams: Int64 = 10_000, _ state: LotState = .listed, _ parts: [LotPart: Int64]? = nil,
        expiresIn days: Int32 = 10, title: LotTitle = .consigned, productionOrderID: UUIDv7? = nil,
    ) throws -> Lot {
        let household = try household(number)
        return Lot(
            id: id(number), productID: productID, title: title,
            producer: LotProducer(id: household.id, kind: .household, token: household.token, members: []),
            origin: try origin(expiresIn: days, productionOrderID: productionOrderID), state: state,
            stock: try LotStock(received: .grams(grams), parts ?? [.available: grams]),
            inspectionID: state == .received ? nil : id(500 + number),
            certificateID: state == .received || state == .passed ? nil : id(600 + number))
    }

    static func certificate(of lot: Lot) -> Certificate {
        Certificate(
            id: id(600), lotID: lot.id, name: "黄桃", weight: Quantity(lot.stock.received, lot.stock.unit),
            producerID: lot.producer.id, place: lot.origin.village, contact: "0557-8000000", issuedOn: today,
            statement: .qualityControl)
    }

    static func onSale(_ lot: Lot, registered: Bool = false, sold: Int64 = 0) -> LotOnSale {
        LotOnSale(
            lot: lot, known: registered ? KnownBenefit(isRegistered: true, householdVersion: 4) : .none,
            soldThisSeason: sold)
    }

    static func inspection(_ verdict: InspectionVerdict, by inspectorID: UUIDv7 = inspectorID) -> Inspection {
        Inspection(id: id(700), inspectorID: inspectorID, verdict: verdict)
    }

    static func slotTerms(_ number: UInt64 = 50, grams: Int64 = 5000, price: Fen = 500) -> SlotTerms {
        SlotTerms(
            offerID: id(number), listingID: listingID, productID: productID, price: Price(price, .per500g),
            allotment: .grams(grams), opensAt: now, closesAt: now + .minutes(10))
    }

    static func slot(offer number: UInt64 = 50, _ shares: [(UInt64, Int64)]) -> SlotStock {
        let total = shares.reduce(0) { $0 + $1.1 }
        return SlotStock(
            terms: slotTerms(number, grams: total), state: .setAside, total: total, registeredPermille: 0,
            shares: shares.map { SlotStock.Share(lotID: id($0.0), amount: $0.1) }, closedAt: nil)
    }

    static func line(
        _ line: Int32 = 1, grams: Int64, expected: Fen = 600, offer: UInt64? = nil, choices: [OptionChoice] = [],
    ) -> OrderDemand.Line {
        OrderDemand.Line(
            line: line, listingID: listingID, productID: productID, quantity: .grams(grams),
            expectedPrice: Price(expected, .per500g), offerID: offer.map(id), choices: choices)
    }

    static func order(
        _ number: UInt64, kind: OrderKind = .retail, placedAt: Instant = now, _ lines: [OrderDemand.Line],
    ) -> OrderDemand {
        OrderDemand(
            orderID: id(10_000 + number), kind: kind, partnerID: kind == .partnerImport ? id(8) : nil,
            placedAt: placedAt, lines: lines)
    }
}

/// Makes ids one after another.
final class Counter {
    private var count: UInt64 = 0
    func next() -> UUIDv7 {
        count += 1
        return Sample.id(1_000_000 + count)
    }
}
