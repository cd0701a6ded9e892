import CatalogueService
import EligibilityService
import LivestreamService
import LocalScripts
import LogisticsService
import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing

@testable import Story

/// Rehearses what `docs/operators.md` says of upgrades: the schemas go first, and the programs of the version before go on
/// working on them until each is replaced.
@Suite("An upgrade, rehearsed with the schemas of a next version", .enabled(if: LiveServers.arePresent), .serialized)
struct UpgradeTests {
    @Test(
        "under load, programs of the version before work on schemas that are ahead, also when they are started anew",
        .timeLimit(.minutes(8)))
    func sideBySide() async throws {
        try await playing("upgrade", migrated: Stage.services, running: Stage.services) { stage in
            let crowd = try await Crowd(shoppingOn: stage)
            let upgrade = try await Upgrade(of: stage)
            try await crowd.order {
                try await upgrade.expand(CatalogueService.self)
                try await upgrade.expand(EligibilityService.self)
                try await upgrade.expand(LivestreamService.self)
                try await upgrade.expand(LogisticsService.self)
                try await upgrade.expand(OrdersService.self)
            }
            try await crowd.order {
                for service in ["orders", "catalogue"] {
                    try await stage.script("service", ["kill", stage.instance, service])
                    try await stage.script("service", ["start", stage.instance, service])
                }
            }
            try await crowd.expectNothingLost(on: stage, after: "every schema was ahead of its program")

            try await upgrade.contract(OrdersService.self)
            let refusal = await #expect(throws: ScriptFailure.self) { try await stage.run("orders", ["waiting"]) }
            #expect(refusal?.description.contains(Upgrade.contraction) == true, "\(refusal?.description ?? "")")
            try await crowd.order {}
            try await stage.script("service", ["stop", stage.instance, "orders"])
            // Whoever asks whether a service is ready must not be able to keep it from saying why it is not.
            for _ in 1...5 {
                let late = await #expect(throws: ScriptFailure.self) {
                    try await stage.script("service", ["start", stage.instance, "orders"])
                }
                #expect(late?.description.contains("run the newer program") == true, "\(late?.description ?? "")")
            }
        }
    }
}

/// A next version of the services, as far as their schemas are concerned.
private struct Upgrade {
    /// The step that programs of this version do not get past.
    static let contraction = "the time of the version before is over"
    private let administrator: Administrator

    init(of stage: Stage) async throws {
        administrator = try await Administrator(of: stage)
    }

    /// Adds to every table what this version does not know: a column, and an index that is built while the table is used.
    func expand<Hosted: HostedService>(_: Hosted.Type) async throws {
        var steps: [(sql: String, isTransactional: Bool)] = []
        for (table, isPartitioned) in try await tables(of: Hosted.name) {
            steps.append(("ALTER TABLE \(table) ADD COLUMN added_by_next_version text", true))
            // PostgreSQL builds no index of a partitioned table concurrently.
            if !isPartitioned {
                steps.append(
                    ("CREATE INDEX CONCURRENTLY IF NOT EXISTS next_\(table) ON \(table) (added_by_next_version)", false)
                )
            }
        }
        let migrations = zip((Hosted.migrations.count + 1)..., steps).map { number, step in
            Migration(
                number: number, name: "next version, step \(number)", sql: step.sql,
                isTransactional: step.isTransactional, admitsEarlierPrograms: true)
        }
        let applied = try await migrator(Hosted.self, adding: migrations).migrate()
        #expect(applied == migrations)
    }

    /// Ends the time of this version.
    func contract<Hosted: HostedService>(_: Hosted.Type) async throws {
        let connection = try await PostgresConnection.connect(administrator.database(of: Hosted.name))
        try await connection.execute(
            """
            INSERT INTO schema_migration (number, name, digest, admits_earlier)
            SELECT max(number) + 1, \(Self.contraction), '\\x00', false FROM schema_migration
            """)
        await connection.close()
    }

    private func migrator<Hosted: HostedService>(_: Hosted.Type, adding steps: [Migration]) -> Migrator {
        Migrator(administrator.database(of: Hosted.name), migrations: Hosted.migrations + steps)
    }

    private func tables(of service: String) async throws -> [(name: String, isPartitioned: Bool)] {
        let connection = try await PostgresConnection.connect(administrator.database(of: service))
        let tables = try await connection.query(
            """
            SELECT relname, relkind = 'p' FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                AND relname NOT LIKE '%\\_migration'
            ORDER BY relname
            """
        ).decode(String.self, Bool.self)
        await connection.close()
        return tables.map { (name: $0.0, isPartitioned: $0.1) }
    }
}
