import CatalogueService
import Delivery
import EligibilityService
import Foundation
import LivestreamService
import LocalScripts
import LogisticsService
import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("The roles of services in the database", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct RolesTests {
    @Test(
        "the one that serves may do what the service does in each table, and nothing else; what is forbidden is refused"
    )
    func rights() async throws {
        try await playing("roles", migrated: Play.services, running: []) { stage in
            try await expectDeclaredRights(CatalogueService.self, on: stage)
            try await expectDeclaredRights(EligibilityService.self, on: stage)
            try await expectDeclaredRights(LivestreamService.self, on: stage)
            try await expectDeclaredRights(LogisticsService.self, on: stage)
            try await expectDeclaredRights(OrdersService.self, on: stage)
            for service in Play.services {
                let other = service == "orders" ? "catalogue" : "orders"
                try await stage.inDatabase(as: service) { session in
                    for sql in ForbiddenStatements.everywhere + ForbiddenStatements.between(service, other) {
                        await expectRefused(sql, in: session)
                    }
                }
                try await stage.inDatabase(as: service, secret: "postgres-owner", user: "\(service)_owner") { session in
                    for sql in ForbiddenStatements.between("\(service)_owner", other) {
                        await expectRefused(sql, in: session)
                    }
                }
            }
            try await stage.inDatabase(as: "eligibility") { session in
                for sql in ForbiddenStatements.inEligibility { await expectRefused(sql, in: session) }
            }
            try await days(on: stage)
            try await retention(on: stage)
            let failure = await #expect(throws: ScriptFailure.self) {
                try await stage.run("orders", ["migrate", "--set", "postgres.owner-user=orders"])
            }
            #expect(failure?.description.contains("must be another role") == true)
        }
    }

    /// A service makes the days to come, and drops none that its owner has kept.
    private func days(on stage: Stage) async throws {
        let today = Day(of: .wallTime())
        try await stage.inDatabase(as: "catalogue") { session in
            for table in ["event_log", "inbox"] {
                try await session.execute("SELECT make_day(\(table), \(today + 20))")
                let again = await #expect(throws: PostgresError.self) {
                    try await session.execute("SELECT make_day(\(table), \(today + 20))")
                }
                #expect(again?.sqlState == "42P07")
            }
            await expectRefused("SELECT drop_day('event_log', \(today - 400))", in: session)
            _ = try await stage.run("catalogue", ["migrate", "--set", "delivery.log-days=30"])
            await expectRefused("SELECT drop_day('event_log', \(today - 30))", in: session)
            let error = await #expect(throws: PostgresError.self) {
                try await session.execute("SELECT drop_day('event_log', \(today - 31))")
            }
            // It may, and there is none.
            #expect(error?.sqlState == "42P01")
            try await session.execute("SELECT make_day('inbox', \(today - 9))")
            try await session.execute("SELECT drop_day('inbox', \(today - 9))")
        }
    }

    /// Of a day of the log that is past the one that serves keeps what is to be kept, and drops it.
    private func retention(on stage: Stage) async throws {
        let day = Day(of: .wallTime()) - 31
        try await stage.inDatabase(as: "catalogue", secret: "postgres-owner", user: "catalogue_owner") { session in
            try await session.execute(
                """
                CREATE TABLE event_log_\(unescaped: day.description.filter { $0 != "-" }) PARTITION OF event_log
                FOR VALUES FROM ('\(unescaped: day.description)') TO ('\(unescaped: (day + 1).description)')
                """)
            try await session.execute(
                """
                INSERT INTO event_log (day, xid, id, aggregate, partition, subject, subject_version, type, data, digest)
                VALUES (\(day), '3', \(UUIDv7.make(at: day.start)), 'product', 0, 's', 1, 't', '{}', 1)
                """)
            try await session.execute("UPDATE event_cursor SET since = \(day + 31)")
        }
        let pool = PostgresPool(
            configuration: PoolConfiguration(
                connection: try await stage.database(of: "catalogue"), maximumConnections: 1))
        try await DayPartitions.drop(keepingLogFor: 9, publications: CatalogueService.publications, in: pool)
        let left = try await pool.query("SELECT count(*) FROM event_log UNION ALL SELECT count(*) FROM event_kept")
        #expect(try left.decode(Int.self) == [0, 1])
        await pool.close()
    }

    private func expectRefused(
        _ sql: PostgresQuery, in session: PostgresConnection, _ location: SourceLocation = #_sourceLocation
    ) async {
        let error = await #expect(throws: PostgresError.self, "\(sql)", sourceLocation: location) {
            try await session.execute(sql)
        }
        #expect(error?.sqlState == "42501", "\(sql): \(error?.message ?? "")", sourceLocation: location)
    }

    /// Every table is named, and what the role may do is what is declared; what is kept for good by a trigger the role may
    /// neither change nor delete.
    private func expectDeclaredRights<Hosted: HostedService>(_: Hosted.Type, on stage: Stage) async throws {
        let session = try await PostgresConnection.connect(Administrator(of: stage).database(of: Hosted.name))
        let differences = try await session.withTransaction {
            try await SchemaGrants(Hosted.allRights, to: Hosted.name).differences(in: $0)
        }
        #expect(differences == [])
        let tables = try await session.query(
            """
            SELECT relname::text FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')
                AND (NOT relispartition OR pg_get_expr(relpartbound, oid) = 'DEFAULT')
            """
        ).decode(String.self)
        #expect(Set(tables) == Set(Hosted.allRights.tables.keys))
        let open = try await session.query(
            """
            SELECT relname::text FROM pg_class JOIN pg_trigger ON tgrelid = pg_class.oid
            -- Before an update and a delete alike: bits 1, 4 and 3.
            WHERE relnamespace = current_schema()::regnamespace AND tgtype & 26 = 26
                AND has_table_privilege(\(Hosted.name)::name, pg_class.oid, 'UPDATE, DELETE, TRUNCATE')
            """
        ).decode(String.self)
        #expect(open == [])
        await session.close()
    }
}

extension Stage {
    fileprivate func database(
        of service: String, secret: String = "postgres", user: String? = nil
    ) async throws -> PostgresConfiguration {
        var configuration = try await Administrator(of: self).database(of: service)
        configuration.user = user ?? service
        configuration.password = try String(contentsOfFile: "\(folder)/secrets/\(service).\(secret)", encoding: .utf8)
        return configuration
    }

    /// Does something in a service's schema, with the password of one of its roles.
    fileprivate func inDatabase(
        as service: String, secret: String = "postgres", user: String? = nil,
        _ body: (PostgresConnection) async throws -> Void
    ) async throws {
        let session = try await PostgresConnection.connect(database(of: service, secret: secret, user: user))
        do {
            try await body(session)
            await session.close()
        } catch {
            await session.close()
            throw error
        }
    }
}
