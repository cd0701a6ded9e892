internal import Postgres

/// The two roles of a service on the tests' server, as provisioning makes them: one owns the schema, the other one serves.
struct ServiceRoles {
    let service: String

    private var serving: String { "test_\(service)" }
    private var owning: String { "test_\(service)_owner" }
    private static let password = "only0for0tests"

    /// Leads where the administrator's configuration does, as the role that serves.
    func serving(_ administrator: PostgresConfiguration) -> PostgresConfiguration {
        Self.configuration(administrator, as: serving)
    }

    /// Leads where the administrator's configuration does, as the role that owns the schema.
    func owning(_ administrator: PostgresConfiguration) -> PostgresConfiguration {
        Self.configuration(administrator, as: owning)
    }

    private static func configuration(
        _ administrator: PostgresConfiguration, as role: String
    ) -> PostgresConfiguration {
        var configuration = administrator
        configuration.user = role
        configuration.password = password
        return configuration
    }

    /// Makes the roles, and the schema, which is empty.
    func make(in administrator: PostgresConfiguration) async throws {
        let session = try await PostgresConnection.connect(administrator)
        do {
            for role in [serving, owning] {
                // One for all databases of the server: another test may make it at the same time.
                try await session.execute(
                    """
                    DO $$ BEGIN CREATE ROLE \(identifier: role) LOGIN PASSWORD '\(unescaped: Self.password)';
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
                    """)
            }
            try await session.execute(
                """
                DO $$ BEGIN GRANT pg_read_all_stats TO \(identifier: serving);
                EXCEPTION WHEN unique_violation THEN NULL; END $$
                """)
            try await session.execute(
                "CREATE SCHEMA \(identifier: administrator.schema ?? "") AUTHORIZATION \(identifier: owning)")
            await session.close()
        } catch {
            await session.close()
            throw error
        }
    }
}
