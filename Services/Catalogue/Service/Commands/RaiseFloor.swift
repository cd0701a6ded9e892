internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// A floor that is to be raised.
public struct FloorSheet: Record {
    /// Of which product.
    public var productID: UUIDv7
    /// The new floor.
    public var floor: Price
    /// Who asks for it.
    public var askedBy: UUIDv7
    /// Who approves it, who is another.
    public var approvedBy: UUIDv7

    /// Makes it of its fields.
    public init(productID: UUIDv7, floor: Price, askedBy: UUIDv7, approvedBy: UUIDv7) {
        self.productID = productID
        self.floor = floor
        self.askedBy = askedBy
        self.approvedBy = approvedBy
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        productID = try fields.field("product_id", sheet?.productID)
        floor = try fields.field("floor", sheet?.floor)
        askedBy = try fields.field("asked_by", sheet?.askedBy)
        approvedBy = try fields.field("approved_by", sheet?.approvedBy)
    }
}

extension CatalogueService {
    /// Raises a product's floor from now on. Listings below it sell nothing any more, and each is told as a breach.
    public func raiseFloor(
        _ sheet: FloorSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(sheet.floor.fen, upTo: Bounds.price, field: "floor")
        let store = ProductStore(transaction: transaction)
        try store.lock([sheet.productID])
        guard var product = try await store.load([sheet.productID])[sheet.productID],
            context.caller.reaches(product.specification.county)
        else {
            throw Problem.unknown("product \(sheet.productID)", field: "product_id")
        }
        guard sheet.floor.per != product.floor.price.per || sheet.floor.fen > product.floor.price.fen else {
            throw Problem(
                422, "not-raised", "the floor is \(product.floor.price.fen) fen already; give a higher one",
                field: "floor")
        }
        let lots = try await LotStore(transaction: transaction).listed(of: [product.id])
        let facts = try product.changeFloor(
            to: PriceFloor(price: sheet.floor, inForceFrom: context.now, approvedBy: sheet.approvedBy),
            askedBy: sheet.askedBy, covering: lots.map(\.origin.producerPrice), under: Self.priceTerms,
            newID: { .make() })
        var breaches: [PriceBreach] = []
        for case .priceBreached(let breach) in facts { breaches.append(breach) }
        try store.update([product])
        try store.insertFloors(of: [product], askedBy: sheet.askedBy)
        try PriceBreachStore(transaction: transaction).insert(breaches)
        try AuditTrail.record("raise-floor", on: product.id.description, by: context, in: transaction)
        return Told(
            IDList([product.id]),
            [try PendingEvent(ProductPublished(product))] + (try breaches.map { try PendingEvent(PriceBreached($0)) }))
    }
}
