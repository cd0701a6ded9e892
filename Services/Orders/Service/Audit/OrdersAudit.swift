public import Postgres
public import Runtime

extension OrdersService {
    /// What must hold of orders and their money.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        try await orderChecks(in: transaction) + moneyChecks(in: transaction)
    }
}
