public import Eventing
public import OrdersDomain
internal import Vocabulary

extension Destination.Kind: CodeFieldValue {}
extension OrderChannel: CodeFieldValue {}

/// Where goods are to go, as a caller writes it.
struct DestinationBody: Record {
    var kind: Destination.Kind
    var destinationID: UUIDv7?
    var city: DivisionCode

    init(_ destination: Destination) {
        kind = destination.kind
        destinationID = destination.place
        city = destination.city
    }

    init(_ fields: inout some FieldCoder, _ destination: DestinationBody?) throws(EventFault) {
        kind = try fields.field("kind", destination?.kind)
        destinationID = try fields.optional("destination_id", destination?.destinationID)
        city = try fields.field("city", destination?.city)
    }

    var destination: Destination {
        Destination(kind: kind, place: destinationID, city: city)
    }
}

/// One product asked for, as a caller writes it.
struct LineBody: Record {
    var listingID: UUIDv7
    var quantity: Quantity
    var expectedPrice: Price
    var offerID: UUIDv7?
    var options: [LineOptions.Choice]?

    init(_ fields: inout some FieldCoder, _ line: LineBody?) throws(EventFault) {
        listingID = try fields.field("listing_id", line?.listingID)
        quantity = try fields.field("quantity", line?.quantity)
        expectedPrice = try fields.field("expected_price", line?.expectedPrice)
        offerID = try fields.optional("offer_id", line?.offerID)
        options = try fields.optional("options", line?.options)
    }

    /// - Parameter number: the line's number, by its place.
    func line(number: Int32) -> OrderRequest.Line {
        OrderRequest.Line(
            number: number, listing: listingID, quantity: quantity, expectedPrice: expectedPrice, offer: offerID,
            options: Dictionary((options ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last }))
    }
}

/// `POST /orders`
struct PlaceOrderBody: Record {
    var channel: OrderChannel?
    var subPlatform: UUIDv7?
    var buyer: Token
    var session: Token?
    var destination: DestinationBody
    var lines: [LineBody]
    /// The means of payment, in the words of the provider.
    var instrument: String

    init(_ fields: inout some FieldCoder, _ body: PlaceOrderBody?) throws(EventFault) {
        channel = try fields.optional("channel", body?.channel)
        subPlatform = try fields.optional("sub_platform", body?.subPlatform)
        buyer = try fields.field("buyer", body?.buyer)
        session = try fields.optional("session", body?.session)
        destination = try fields.field("destination", body?.destination)
        lines = try fields.field("lines", body?.lines)
        instrument = try fields.field("instrument", body?.instrument)
        guard (1...64).contains(instrument.utf8.count) else {
            throw .invalid(field: "instrument", expected: "a means of payment of 1 to 64 characters")
        }
    }

    var request: OrderRequest {
        OrderRequest(
            channel: channel ?? .shop, subPlatform: subPlatform, buyer: buyer, session: session,
            destination: destination.destination, lines: lines.requested)
    }
}

extension [LineBody] {
    /// The lines by their place.
    var requested: [OrderRequest.Line] {
        enumerated().map { $1.line(number: Int32($0) + 1) }
    }
}

/// A body that says nothing, since the path says all.
struct EmptyBody: Record {
    init() {}

    init(_ fields: inout some FieldCoder, _ body: EmptyBody?) throws(EventFault) {}
}

/// `POST /orders/{id}/payments`
struct PayBody: Record {
    var instrument: String

    init(_ fields: inout some FieldCoder, _ body: PayBody?) throws(EventFault) {
        instrument = try fields.field("instrument", body?.instrument)
        guard (1...64).contains(instrument.utf8.count) else {
            throw .invalid(field: "instrument", expected: "a means of payment of 1 to 64 characters")
        }
    }
}

/// What a caller is told of an order at once.
struct OrderReceipt: Record {
    var orderID: UUIDv7
    var state: String
    var placedAt: Instant

    init(_ order: Order) {
        orderID = order.id
        state = order.state.rawValue
        placedAt = order.placement.placedAt
    }

    init(_ fields: inout some FieldCoder, _ receipt: OrderReceipt?) throws(EventFault) {
        orderID = try fields.field("order_id", receipt?.orderID)
        state = try fields.field("state", receipt?.state)
        placedAt = try fields.field("placed_at", receipt?.placedAt)
    }
}
