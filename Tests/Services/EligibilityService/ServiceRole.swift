import Postgres

/// The tests administer their server, and nothing is hidden from them. A service's role is another one.
extension Office {
    private static let role = "test_eligibility"

    /// Has a role that may do with rows what a service may, and nothing else.
    func admitService() async throws {
        // One for all databases of the server: another test may make it at the same time.
        try await execute(
            """
            DO $$ BEGIN CREATE ROLE \(Self.role);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
            """)
        let schemas: [String] = try await rows("SELECT quote_ident(current_schema())")
        for schema in schemas {
            try await execute("GRANT USAGE ON SCHEMA \(schema) TO \(Self.role)")
            try await execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(schema) TO \(Self.role)")
            try await execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA \(schema) TO \(Self.role)")
        }
    }

    /// Gives up the rights of an administrator until the end of the transaction.
    func becomeService(in transaction: PostgresTransaction) throws(PostgresError) {
        try transaction.send("SET LOCAL ROLE \(identifier: Self.role)")
    }
}
