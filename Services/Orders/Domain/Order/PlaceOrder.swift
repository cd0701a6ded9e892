public import Vocabulary

extension Order {
    /// The most lines of one order.
    public static let mostLines = 100
    /// The most of one line: ten tonnes, or ten million pieces.
    public static let mostOfOneLine: Int64 = 10_000_000
    /// The highest price, in fen: a million yuan. With ``mostOfOneLine`` it keeps every amount within 64 bits.
    public static let highestPrice: Fen = 100_000_000
    /// The longest reference of a partner, in bytes.
    public static let longestReference = 64
    /// How long an answer of another service may take before the operator is told.
    public static let patience = Span.minutes(2)

    /// PLACE: accepts a retail order; catalogue decides next whether it can be filled.
    /// - Parameters:
    ///   - id: its new id.
    ///   - request: what is asked for.
    ///   - market: what is known of its listings and stations.
    ///   - now: the instant that prices and offer windows are judged by.
    public static func place(
        _ id: UUIDv7, _ request: OrderRequest, in market: Market, at now: Instant
    ) throws(OrderRefusal) -> (order: Order, facts: [OrderFact]) {
        try accept(id, request, as: .retail, partner: nil, in: market, at: now)
    }

    /// IMPORT: accepts an order that was taken and paid on a partner's platform.
    /// - Parameters:
    ///   - id: its new id.
    ///   - request: what is asked for, each line at the price paid there.
    ///   - partner: the partner and its number for the order, which must be new.
    ///   - market: what is known of its listings and stations.
    ///   - now: the instant that offer windows are judged by.
    public static func importOrder(
        _ id: UUIDv7, _ request: OrderRequest, from partner: PartnerOrder, in market: Market, at now: Instant
    ) throws(OrderRefusal) -> (order: Order, facts: [OrderFact]) {
        guard (1...longestReference).contains(partner.reference.utf8.count) else { throw .partnerReference }
        return try accept(id, request, as: .import, partner: partner, in: market, at: now)
    }

    private static func accept(
        _ id: UUIDv7, _ request: OrderRequest, as kind: OrderKind, partner: PartnerOrder?, in market: Market,
        at now: Instant
    ) throws(OrderRefusal) -> (order: Order, facts: [OrderFact]) {
        try check(request.destination, in: market)
        let placement = Placement(
            kind: kind, direction: request.direction, channel: partner == nil ? request.channel : .partner,
            subPlatform: request.subPlatform, partner: partner, buyer: request.buyer, session: request.session,
            placedAt: now, destination: request.destination, lines: try lines(of: request, in: market))
        let order = Order(
            id: id, placement: placement, state: .placed, reservation: nil, determinations: [:],
            answerDueAt: now + patience, payBy: nil, declines: 0, payment: nil, confirmedAt: nil, consignments: [],
            refundedByClaims: 0, owedToRegistered: 0, cancellation: nil)
        return (order, [.placed, .deadlineSet(.answer, due: now + patience)])
    }

    private static func check(_ destination: Destination, in market: Market) throws(OrderRefusal) {
        guard let place = destination.place, destination.kind != .none else { throw .destinationMissing }
        // An address is logistics' own knowledge, and logistics refuses one that it does not have.
        if destination.kind == .address { return }
        guard market.stations.contains(place) else { throw .unknownStation(place) }
    }

    private static func lines(of request: OrderRequest, in market: Market) throws(OrderRefusal) -> [OrderLine] {
        guard (1...mostLines).contains(request.lines.count) else { throw .lineCount(request.lines.count) }
        var numbers: Set<Int32> = []
        var lines: [OrderLine] = []
        for line in request.lines {
            let number = line.number
            guard number >= 1, numbers.insert(number).inserted else { throw .lineNumber(number) }
            guard let listing = market.listings[line.listing] else { throw .unknownListing(line: number) }
            guard (1...mostOfOneLine).contains(line.quantity.amount) else { throw .quantityOutOfRange(line: number) }
            guard (1...highestPrice).contains(line.expectedPrice.fen) else { throw .priceOutOfRange(line: number) }
            guard line.quantity.unit == listing.unit, line.expectedPrice.per.unit == listing.unit else {
                throw .wrongUnit(line: number)
            }
            lines.append(
                OrderLine(
                    number: number, listing: line.listing, product: listing.product, quantity: line.quantity,
                    expectedPrice: line.expectedPrice, offer: line.offer, options: line.options,
                    isPerishable: listing.isPerishable))
        }
        return lines
    }
}
