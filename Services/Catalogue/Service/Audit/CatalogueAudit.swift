public import Postgres
public import Runtime

extension CatalogueService {
    /// Checks that lots add up, that what they keep for orders and offers is what these have a claim on, and that nothing
    /// hangs.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        try await auditLots(in: transaction) + auditSlots(in: transaction) + auditReservations(in: transaction)
    }

    /// A check whose breaches a statement lists.
    func check(
        _ name: String, over table: String, _ breaches: PostgresQuery, in transaction: PostgresTransaction
    ) async throws -> AuditCheck {
        let count = try transaction.send("SELECT count(*) FROM \(identifier: table)")
        let found = try await transaction.query(breaches).decode(String.self)
        return AuditCheck(name, examined: try await count.rows.decode(Int64.self).first ?? 0, breaches: found)
    }
}
