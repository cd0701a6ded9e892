public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

/// What is to be offered in an episode.
public struct OfferRequest: Record {
    /// What is to be on sale.
    public var listingID: UUIDv7
    /// What it is to cost.
    public var price: Price
    /// How much of it is to be sold.
    public var allotment: Quantity
    /// The most that one buyer may take.
    public var perBuyer: Quantity?
    /// When it is to go on sale.
    public var opensAt: Instant
    /// When it is to go off sale.
    public var closesAt: Instant

    /// Describes an offer.
    public init(
        listingID: UUIDv7, price: Price, allotment: Quantity, perBuyer: Quantity?, opensAt: Instant, closesAt: Instant
    ) {
        self.listingID = listingID
        self.price = price
        self.allotment = allotment
        self.perBuyer = perBuyer
        self.opensAt = opensAt
        self.closesAt = closesAt
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        listingID = try fields.field("listing_id", request?.listingID)
        price = try fields.field("price", request?.price)
        allotment = try fields.field("allotment", request?.allotment)
        perBuyer = try fields.optional("per_buyer", request?.perBuyer)
        opensAt = try fields.field("opens_at", request?.opensAt)
        closesAt = try fields.field("closes_at", request?.closesAt)
    }

    fileprivate func plan() throws(Problem) -> OfferSlotPlan {
        try Limits.require(price.fen, upTo: Limits.price, field: "price.fen")
        try Limits.require(allotment.amount, upTo: Limits.quantity, field: "allotment.amount")
        return OfferSlotPlan(
            id: .make(), price: price, allotment: allotment, perBuyer: perBuyer, opensAt: opensAt, closesAt: closesAt)
    }
}

extension LivestreamService {
    /// Proposes an offer in an episode: catalogue is asked to set its allotment aside.
    public func proposeOffer(
        in episodeID: UUIDv7, _ request: OfferRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<OfferDetail> {
        let plan = try request.plan()
        guard let episode = try await EpisodeStore(transaction: transaction).load([episodeID], .share).first else {
            throw Problem.notFound("episode \(episodeID)")
        }
        try context.caller.expect(episode)
        guard let listing = try await CatalogueStore(transaction: transaction).listing(request.listingID) else {
            throw Problem(
                422, "listing-unknown", "catalogue has told of no listing \(request.listingID); name one it published",
                field: "listing_id")
        }
        let (slot, facts) = try OfferSlot.propose(plan, of: listing, in: episode, at: context.now)
        let act = Act(context)
        try OfferSlotStore(transaction: transaction).insert(slot)
        try HistoryStore(transaction: transaction).append([HistoryEntry(.offer, slot.id, "propose", act)])
        try AuditTrail.record("propose-offer", on: "\(slot.id)", by: context, in: transaction)
        return Told(OfferDetail(slot), try slot.events(of: facts, by: act))
    }
}
