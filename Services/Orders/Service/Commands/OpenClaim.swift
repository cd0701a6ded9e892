internal import Delivery
public import OrdersDomain
public import Postgres
public import Runtime
public import Vocabulary

extension OrdersService {
    /// OPEN: takes a complaint about delivered goods, and returns its receipt.
    public func openClaim(
        _ request: ClaimRequest, about id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ClaimReceipt> {
        guard let order = try await OrderStore(transaction: transaction).load([id])[id], order.isOf(context.caller)
        else {
            throw Problem.notFound("order \(id)")
        }
        var request = request
        request.side = order.placement.kind == .import ? .partner : .buyer
        let opened = try Claim.open(.make(), request, about: order, by: Actor(context.actor), at: context.now)
        var claims = ClaimBatch(transaction: transaction)
        try claims.add(opened.claim, opened.facts, by: .command(context))
        return Told(ClaimReceipt(opened.claim.id), try claims.save())
    }
}
