internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
public import Postgres
public import Runtime
public import Vocabulary

extension CatalogueService {
    /// Dismisses an appeal, or grants it, which raises the product's floor from now on. Listings below it sell nothing any
    /// more, and each is told as a breach.
    public func decideFloorAppeal(
        _ id: UUIDv7, isGranted: Bool, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        guard !context.reason.isEmpty else {
            throw Problem(422, "reason-missing", "No reason is given: give one.", field: "reason")
        }
        let appeals = FloorAppealStore(transaction: transaction)
        guard var appeal = try await appeals.load(id) else { throw Problem.notFound("appeal \(id)") }
        let products = ProductStore(transaction: transaction)
        try products.lock([appeal.productID])
        guard let product = try await products.load([appeal.productID])[appeal.productID],
            context.caller.reaches(product.specification.county)
        else {
            throw Problem.notFound("appeal \(id)")
        }
        try appeal.decide(isGranted: isGranted, by: context.actor)
        try appeals.close(appeal, by: context.actor, at: context.now)
        try AuditTrail.record(
            isGranted ? "grant-floor-appeal" : "dismiss-floor-appeal", on: id.description, by: context, in: transaction)
        let told = isGranted ? try await raiseFloor(of: product, as: appeal, context, in: transaction) : []
        return Told(IDList([id]), told)
    }

    private func raiseFloor(
        of product: Product, as appeal: FloorAppeal, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var product = product
        // Another appeal may have been granted since this one was filed.
        try product.expectRaised(to: appeal.floor)
        let lots = try await LotStore(transaction: transaction).listed(of: [product.id])
        let facts = try product.changeFloor(
            to: PriceFloor(
                price: appeal.floor, inForceFrom: max(context.now, product.floor.inForceFrom + .milliseconds(1)),
                approvedBy: context.actor),
            covering: lots.map(\.origin.producerPrice), under: Self.priceTerms, newID: { .make() })
        var breaches: [PriceBreach] = []
        for case .priceBreached(let breach) in facts { breaches.append(breach) }
        let store = ProductStore(transaction: transaction)
        try store.update([product])
        try store.insertFloors(of: [product], askedBy: appeal.appellant)
        try PriceBreachStore(transaction: transaction).insert(breaches)
        return [try PendingEvent(ProductPublished(product))]
            + (try breaches.map { try PendingEvent(PriceBreached($0)) })
    }
}
