import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("A count of what was told and heard", .enabled(if: LiveServers.arePresent), .serialized, .timeLimit(.minutes(1)))
struct DeliveryCountTests {
    private func count(_ scope: DeliveryCount.Scope = .new, in pool: PostgresPool) async throws -> DeliveryCount {
        try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) {
            try await DeliveryAudit(of: "tests", in: $0).count(scope)
        }
    }

    private let told = TallySheet.Stream(.told, of: Noted.type.source.description)

    @Test("reads each event once, and adds what is new to what it kept")
    func incremental() async throws {
        try await LogUnderTest.with(instance: "count") { log in
            try await log.append("a")
            try await log.append("b")
            let first = try await count(in: log.pool)
            #expect(first.read == 2 && first.sheet.events(of: told) == 2)
            try await first.keep(in: log.pool)
            try await log.append("a")
            let second = try await count(in: log.pool)
            #expect(second.read == 1 && second.sheet.events(of: told) == 3)
            try await second.keep(in: log.pool)
            let all = try await count(.all, in: log.pool)
            #expect(all.read == 3 && all.sheet == second.sheet && all.drift == [])
        }
    }

    @Test("reads again what an older open transaction keeps from being settled, and misses nothing that it commits")
    func unsettled() async throws {
        try await LogUnderTest.with(instance: "count") { log in
            let open = try await log.begin()
            try await open.append("late")
            try await log.append("a")
            let first = try await count(in: log.pool)
            #expect(first.sheet.events(of: told) == 1)
            try await first.keep(in: log.pool)
            let again = try await count(in: log.pool)
            #expect(again.read == 1 && again.sheet == first.sheet)
            try await open.commit()
            let second = try await count(in: log.pool)
            #expect(second.read == 2 && second.sheet.events(of: told) == 2)
            try await second.keep(in: log.pool)
            #expect(try await count(in: log.pool).read == 0)
            #expect(try await count(.all, in: log.pool).drift == [])
        }
    }

    @Test("is kept by one of those who count at once, and nothing is added twice")
    func atOnce() async throws {
        try await LogUnderTest.with(instance: "count") { log in
            try await log.append("a")
            let counts = [try await count(in: log.pool), try await count(in: log.pool)]
            let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
                for count in counts { group.addTask { try await count.keep(in: log.pool) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(kept.filter { $0 }.count == 1)
            let next = try await count(in: log.pool)
            #expect(next.sheet.events(of: told) == 1 && next.sheet == counts[0].sheet)
        }
    }

    @Test("begins anew with what is there when it is told to, and then finds no drift")
    func anew() async throws {
        try await LogUnderTest.with(instance: "count") { log in
            try await log.append("a")
            try await log.append("b")
            try await count(in: log.pool).keep(in: log.pool)
            try await log.pool.execute("ALTER TABLE event_log DISABLE TRIGGER event_log_is_never_rewritten")
            try await log.pool.execute("DELETE FROM event_log WHERE subject = 'a'")
            #expect(try await count(.all, in: log.pool).drift.count == 1)
            try await log.pool.withTransaction { try await DeliveryCount.beginAnew(in: $0) }
            let count = try await count(in: log.pool)
            #expect(count.read == 1 && count.sheet.events(of: told) == 1)
            try await count.keep(in: log.pool)
            #expect(try await self.count(.all, in: log.pool).drift == [])
        }
    }

    @Test("tallies an event by the hour of its identifier")
    func hour() async throws {
        try await Road.withTables { pool, _ in
            let instants = ["2026-03-01T00:59:59.999Z", "2026-03-01T01:00:00.000Z"].compactMap { Instant($0) }
            for instant in instants {
                let hours = try await pool.query("SELECT event_hour(\(UUIDv7.make(at: instant)))").decode(Instant.self)
                #expect(hours == [Instant(milliseconds: instant.milliseconds / 3_600_000 * 3_600_000)])
            }
        }
    }
}
