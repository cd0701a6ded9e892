internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// A floor that somebody asks for.
public struct FloorAppealSheet: Record {
    /// Of which product.
    public var productID: UUIDv7
    /// The floor that it is to have.
    public var floor: Price
    /// Why.
    public var grounds: String

    /// Makes it of its fields.
    public init(productID: UUIDv7, floor: Price, grounds: String) {
        self.productID = productID
        self.floor = floor
        self.grounds = grounds
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        productID = try fields.field("product_id", sheet?.productID)
        floor = try fields.field("floor", sheet?.floor)
        grounds = try fields.field("grounds", sheet?.grounds)
    }
}

extension CatalogueService {
    /// Files an appeal for a higher floor, which somebody else decides.
    public func appealFloor(
        _ sheet: FloorAppealSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(sheet.floor.fen, upTo: Bounds.price, field: "floor")
        guard let product = try await ProductStore(transaction: transaction).load([sheet.productID])[sheet.productID],
            context.caller.reaches(product.specification.county)
        else {
            throw Problem.unknown("product \(sheet.productID)", field: "product_id")
        }
        try product.expectRaised(to: sheet.floor)
        let appeal = try FloorAppeal.file(
            id: .make(), productID: product.id, floor: sheet.floor, grounds: sheet.grounds, by: context.actor,
            at: context.now)
        try FloorAppealStore(transaction: transaction).insert(appeal)
        try AuditTrail.record("appeal-floor", on: appeal.id.description, by: context, in: transaction)
        return Told(IDList([appeal.id]))
    }
}

extension Product {
    /// Refuses a floor that is no higher than the one that there is.
    func expectRaised(to price: Price) throws(Problem) {
        guard price.per == floor.price.per else { throw Problem(ProductRefusal.wrongMeasure(price)) }
        guard price.fen > floor.price.fen else {
            throw Problem(
                422, "not-raised", "the floor is \(floor.price.fen) fen already; give a higher one", field: "floor")
        }
    }
}
