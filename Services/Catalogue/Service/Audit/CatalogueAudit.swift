public import Postgres
public import Runtime

extension CatalogueService {
    /// Checks that lots add up, that what they keep for orders and offers is what these have a claim on, and that nothing
    /// hangs.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        try await auditLots(in: transaction) + auditSlots(in: transaction) + auditReservations(in: transaction)
    }
}
