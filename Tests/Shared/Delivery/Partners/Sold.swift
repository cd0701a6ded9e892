import Eventing
import Vocabulary

/// Something that partners are told of: an order, which one of them may have sent.
struct Sold: Event {
    static let type = EventType("tests", "sale", "sold")
    static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .named(by: "partner", order: "order_id"), .told("order_id", "partner", "price"), .rekeyed("buyer"),
        .withheld("village"))

    var orderID: UUIDv7
    var partner: UUIDv7?
    var buyer: Token
    var price: Price
    var village: String

    init(orderID: UUIDv7, partner: UUIDv7?, buyer: Token, village: String = "522728101203") {
        (self.orderID, self.partner, self.buyer, self.village) = (orderID, partner, buyer, village)
        price = Price(500, .per500g)
    }

    var subject: String { orderID.description }

    init(_ fields: inout some FieldCoder, _ sold: Sold?) throws(EventFault) {
        orderID = try fields.field("order_id", sold?.orderID)
        partner = try fields.optional("partner", sold?.partner)
        buyer = try fields.field("buyer", sold?.buyer)
        price = try fields.field("price", sold?.price)
        village = try fields.field("village", sold?.village)
    }
}

/// What becomes of an order, by another aggregate.
struct Carried: Event {
    static let type = EventType("tests", "parcel", "carried")
    static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .senders(ofEach: "items", by: "order_id"), .told("parcel_id"),
        .within("items", .told("order_id"), .withheld("station"), .within("maker", .rekeyed("id"))))

    struct Item: Record {
        struct Maker: Record {
            var id: UUIDv7

            init(id: UUIDv7) { self.id = id }

            init(_ fields: inout some FieldCoder, _ maker: Maker?) throws(EventFault) {
                id = try fields.field("id", maker?.id)
            }
        }

        var orderID: UUIDv7?
        var station: String
        var maker: Maker

        init(orderID: UUIDv7?, maker: UUIDv7, station: String = "station-7") {
            (self.orderID, self.maker, self.station) = (orderID, Maker(id: maker), station)
        }

        init(_ fields: inout some FieldCoder, _ item: Item?) throws(EventFault) {
            orderID = try fields.optional("order_id", item?.orderID)
            station = try fields.field("station", item?.station)
            maker = try fields.field("maker", item?.maker)
        }
    }

    var parcelID: UUIDv7
    var items: [Item]

    init(parcelID: UUIDv7, items: [Item]) { (self.parcelID, self.items) = (parcelID, items) }

    var subject: String { parcelID.description }

    init(_ fields: inout some FieldCoder, _ carried: Carried?) throws(EventFault) {
        parcelID = try fields.field("parcel_id", carried?.parcelID)
        items = try fields.field("items", carried?.items)
    }
}

/// Something that every partner is told.
struct Announced: Event {
    static let type = EventType("tests", "notice", "announced")
    static let partnerEdition: PartnerEdition? = PartnerEdition(to: .everyone, .told("subject"), .withheld("secret"))

    var subject: String
    var secret: String

    init(subject: String, secret: String = "between us") { (self.subject, self.secret) = (subject, secret) }

    init(_ fields: inout some FieldCoder, _ announced: Announced?) throws(EventFault) {
        subject = try fields.field("subject", announced?.subject)
        secret = try fields.field("secret", announced?.secret)
    }
}
