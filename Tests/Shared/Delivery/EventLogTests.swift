import Eventing
import Postgres
import Testing
import TestSupport

@testable import Delivery

@Suite("Appending to a log", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct EventLogTests {
    private struct Undone: Error {}

    private func log(waking wakeup: Wakeup = Wakeup()) -> EventLog {
        EventLog(partitioning: Partitioning(count: 4), wakeup: wakeup)
    }

    /// The subjects with their versions, in the order of the log.
    private func logged(_ pool: PostgresPool) async throws -> [String] {
        try await pool.query("SELECT subject || subject_version FROM event_log ORDER BY position").decode(String.self)
    }

    private func note(_ subjects: [String]) throws -> [PendingEvent] {
        try subjects.map { try PendingEvent(Noted(subject: $0)) }
    }

    @Test("counts each subject's versions from one without a hole, also past what was rolled back")
    func versions() async throws {
        try await Road.withTables { pool, _ in
            try await pool.withTransaction { try log().append(note(["a", "b", "a"]), in: $0) }
            await #expect(throws: Undone.self) {
                try await pool.withTransaction { transaction in
                    try log().append(note(["a", "c"]), in: transaction)
                    try await transaction.execute("SELECT 1")
                    throw Undone()
                }
            }
            try await pool.withTransaction { try log().append(note(["c", "a"]), in: $0) }
            #expect(try await logged(pool) == ["a1", "b1", "a2", "c1", "a3"])
            let broken = try await pool.withTransaction {
                let audit = DeliveryAudit(of: "tests", in: $0)
                return try await audit.brokenVersions(.new, counted: audit.count(.new))
            }
            #expect(broken == [])
        }
    }

    @Test("wakes the relay once it is committed, and not before, nor when it is rolled back")
    func wakes() async throws {
        try await Road.withTables { pool, _ in
            let wakeup = Wakeup()
            func isSignalled() async -> Bool {
                await ContinuousClock().measure { await wakeup.wait(atMost: .seconds(1)) } < .milliseconds(900)
            }
            await #expect(throws: Undone.self) {
                try await pool.withTransaction { transaction in
                    try log(waking: wakeup).append(note(["a"]), in: transaction)
                    throw Undone()
                }
            }
            #expect(await !isSignalled())
            try await pool.withTransaction { transaction in
                try log(waking: wakeup).append(note(["a"]), in: transaction)
                try await transaction.execute("SELECT 1")
                #expect(await !isSignalled())
            }
            #expect(await isSignalled())
        }
    }

    @Test("of the same subjects in opposite orders at once, does not deadlock")
    func opposite() async throws {
        try await Road.withTables { pool, configuration in
            try await pool.withTransaction { try log().append(note(["a", "b", "c"]), in: $0) }
            let holder = try await PostgresConnection.connect(configuration)
            try await withThrowingTaskGroup { group in
                try await holder.withTransaction { transaction in
                    // Both wait for b; by then, each would hold one that the other needs.
                    try log().append(note(["b"]), in: transaction)
                    try await transaction.execute("SELECT 1")
                    for subjects in [["a", "b", "c"], ["c", "b", "a"]] {
                        group.addTask {
                            try await pool.withTransaction { try log().append(note(subjects), in: $0) }
                        }
                    }
                    #expect(try await bothWait(pool))
                }
                try await group.waitForAll()
            }
            await holder.close()
            let logged = try await logged(pool)
            #expect(Set(logged) == ["a1", "b1", "c1", "b2", "a2", "b3", "c2", "a3", "b4", "c3"])
            for subject in ["a", "b", "c"] {
                let versions = logged.filter { $0.hasPrefix(subject) }
                #expect(versions == versions.sorted())
            }
        }
    }

    private func bothWait(_ pool: PostgresPool) async throws -> Bool {
        try await eventually {
            try await pool.query(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE application_name = current_schema() AND wait_event_type = 'Lock'
                """
            ).decode(Int.self) == [2]
        }
    }
}
