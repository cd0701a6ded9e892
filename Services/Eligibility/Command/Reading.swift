internal import EligibilityService
internal import Postgres
internal import Runtime

extension ServiceOptions {
    /// Reads from the service's schema, in a transaction that writes nothing.
    func read<Value: Sendable>(
        _ body: (EligibilityService, Workbench, PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await withService(EligibilityService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await body(service, workbench, transaction)
            }
        }
    }
}
