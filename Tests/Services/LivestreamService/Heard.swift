import CatalogueEvents
import Eventing
import LivestreamService
import OrdersEvents
import Vocabulary

// What the other services tell, as far as these tests care.

extension Studio {
    /// `product.published`: a floor of 6 yuan for 500 g.
    func published(listings: [UUIDv7]? = nil, floor: Price = Price(600, .per500g)) throws -> ProductPublished {
        var published = try ProductPublished.example()
        var listed = try ProductPublished.Listing.example()
        published.productID = product
        published.floor = floor
        published.listings = (listings ?? [listing]).map { id in
            listed.listingID = id
            return listed
        }
        return published
    }

    /// `lot.listed`: a lot of the product.
    func listed(_ lot: UUIDv7 = .make(), isRegistered: Bool) throws -> LotListed {
        var listed = try LotListed.example()
        listed.lotID = lot
        listed.productID = product
        listed.isRegistered = isRegistered
        return listed
    }

    /// `stock.set-aside`
    func setAside(_ offer: OfferDetail, _ quantity: Quantity) -> StockSetAside {
        StockSetAside(offerID: offer.offerID, productID: product, quantity: quantity, registeredShare: 750)
    }

    /// `settlement.posted`: a line, of which the producer is owed four fifths.
    func settled(
        _ order: Bought, kind: SettlementPosted.Kind = .sale, fen: Fen, evidence: UUIDv7? = .make()
    ) throws -> SettlementPosted {
        var line = try SettlementPosted.Line.example()
        line.line = 1
        line.productID = product
        line.amountFen = fen
        line.producerFen = fen * 4 / 5
        line.benefit = evidence != nil
        line.evidenceID = evidence
        return SettlementPosted(
            settlementID: .make(), kind: kind, orderID: order.id, postedAt: Self.end, businessDay: Day(of: Self.end),
            totalFen: fen, lines: [line], shares: [])
    }
}

/// An order of one line and one allocation, and what is told of it.
struct Bought: Sendable {
    let id = UUIDv7.make()
    let allocation = UUIDv7.make()
    let listing: UUIDv7
    let offer: UUIDv7?
    var session: Token?
    var grams: Int64 = 500
    var household: Token? = .make()
    var placedAt = Studio.start

    private var quantity: Quantity { .grams(grams) }

    /// `order.placed`
    func placed() throws -> OrderPlaced {
        var placed = try OrderPlaced.example()
        var line = try OrderPlaced.Line.example()
        line.line = 1
        line.listingID = listing
        line.offerID = offer
        placed.orderID = id
        placed.kind = .retail
        placed.session = session
        placed.placedAt = placedAt
        placed.lines = [line]
        return placed
    }

    /// `stock.reserved`: the household is owed 4 yuan for 500 g.
    func reserved() throws -> StockReserved {
        var allocation = try StockReserved.Allocation.example()
        allocation.allocationID = self.allocation
        allocation.token = household
        allocation.members = nil
        allocation.title = .consigned
        allocation.quantity = quantity
        allocation.producerFen = grams * 400 / 500
        var line = try StockReserved.Line.example()
        line.line = 1
        line.offerID = offer
        line.allocations = [allocation]
        return StockReserved(orderID: id, reservedAt: placedAt, lines: [line], totalFen: 0)
    }

    /// `stock.committed`
    func committed() -> StockCommitted {
        StockCommitted(
            orderID: id, committedAt: placedAt,
            allocations: [.init(allocationID: allocation, lotID: .make(), offerID: offer, quantity: quantity)])
    }

    /// `stock.released`
    func released(_ parts: [(grams: Int64, to: StockReleased.Destination)]) -> StockReleased {
        StockReleased(
            orderID: id, cause: .orderCancelled,
            allocations: parts.map { grams, destination in
                .init(
                    allocationID: allocation, lotID: .make(), offerID: offer, quantity: .grams(grams), to: destination)
            })
    }

    /// `stock.revoked`
    func revoked(_ grams: Int64) -> StockRevoked {
        StockRevoked(
            orderID: id, lotID: .make(), cause: .quarantine,
            allocations: [.init(allocationID: allocation, offerID: offer, quantity: .grams(grams))])
    }

    /// `order.confirmed`
    func confirmed(fen: Fen, isBeneficiary: Bool = true) throws -> OrderConfirmed {
        var confirmed = try OrderConfirmed.example()
        confirmed.orderID = id
        confirmed.kind = .retail
        confirmed.confirmedAt = placedAt + .minutes(1)
        confirmed.paidFen = fen
        confirmed.benefits =
            household.map { token in
                [.init(allocationID: allocation, token: token, benefit: isBeneficiary, evidenceID: .make())]
            } ?? []
        return confirmed
    }
}
