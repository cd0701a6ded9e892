public import Postgres
public import Runtime

extension OrdersService {
    /// What must hold of orders and their money.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        var checks: [AuditCheck] = []
        for invariant in Invariant.ofOrders + Invariant.ofMoney {
            checks.append(try await invariant.check(in: transaction))
        }
        return checks
    }
}
