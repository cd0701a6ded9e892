import AMQP
import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("An inbox", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct InboxTests {
    private let today = Day(of: .wallTime())

    private func event(_ subject: String, madeOn day: Day) -> EventEnvelope {
        let ago = Int64(today - day) * 86_400_000
        return EventEnvelope(
            id: .make(at: Instant(milliseconds: Instant.wallTime().milliseconds - ago)), source: Noted.type.source,
            type: Noted.type.name, subject: subject, subjectVersion: 1, time: .wallTime(), data: Array("{}".utf8))
    }

    private func claim(_ events: [EventEnvelope], in pool: PostgresPool) async throws {
        try await pool.withTransaction { try Inbox.claim(events, in: $0) }
    }

    private func known(_ events: [EventEnvelope], in pool: PostgresPool) async throws -> Set<UUIDv7> {
        try await pool.withTransaction { try await Inbox.known(events, in: $0) }
    }

    @Test("knows what was claimed, and refuses it to whoever claims it again")
    func once() async throws {
        try await Road.withTables { pool, _ in
            let events = ["a", "b", "c"].map { event($0, madeOn: today) }
            try await claim([events[1], events[0]], in: pool)
            #expect(try await known(events, in: pool) == [events[0].id, events[1].id])
            await #expect(throws: PostgresError.self) { try await claim([events[2], events[1]], in: pool) }
            #expect(try await known([events[2]], in: pool) == [])
            #expect(try await known([], in: pool) == [])
        }
    }

    @Test("keeps an event on the day that it was made, so that midnight makes it no other one")
    func day() async throws {
        try await Road.withTables { pool, _ in
            let days = (-Inbox.retentionDays...1).map { today + $0 }
            let events = days.map { event("s", madeOn: $0) }
            try await claim(events, in: pool)
            #expect(try await known(events, in: pool) == Set(events.map(\.id)))
            #expect(try await pool.query("SELECT day FROM inbox ORDER BY day").decode(Day.self) == days)
        }
    }

    @Test("a claim that is rolled back is none")
    func rolledBack() async throws {
        struct Undone: Error {}
        try await Road.withTables { pool, _ in
            let event = event("a", madeOn: today)
            await #expect(throws: Undone.self) {
                try await pool.withTransaction { transaction in
                    try Inbox.claim([event], in: transaction)
                    #expect(try await Inbox.known([event], in: transaction) == [event.id])
                    throw Undone()
                }
            }
            #expect(try await known([event], in: pool) == [])
            try await claim([event], in: pool)
        }
    }

    @Test("instances that claim the same events at once, in opposite orders, do not deadlock, and one has them all")
    func shared() async throws {
        try await Road.withTables { pool, configuration in
            let events = (0..<3).map { event("s\($0)", madeOn: today) }.sorted { $0.id < $1.id }
            let holder = try await PostgresConnection.connect(configuration)
            struct Undone: Error {}
            let refusals = try await withThrowingTaskGroup(of: PostgresError?.self) { group in
                try? await holder.withTransaction { transaction in
                    // Both wait for the event in the middle; by then, each would hold one that the other needs.
                    try Inbox.claim([events[1]], in: transaction)
                    _ = try await Inbox.known([events[1]], in: transaction)
                    for order in [events, events.reversed()] {
                        group.addTask {
                            do {
                                try await claim(order, in: pool)
                                return nil
                            } catch let error as PostgresError {
                                return error
                            }
                        }
                    }
                    let bothWait = try await eventually {
                        try await pool.query(
                            """
                            SELECT count(*) FROM pg_stat_activity
                            WHERE application_name = current_schema() AND wait_event_type = 'Lock'
                            """
                        ).decode(Int.self) == [2]
                    }
                    #expect(bothWait)
                    throw Undone()
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            await holder.close()
            #expect(refusals.count == 2)
            #expect(refusals.compactMap(\.self).map(\.sqlState) == ["23505"])
            #expect(try await known(events, in: pool).count == 3)
        }
    }

    @Test("claims what is older than its memory too, on no day of its own, and knows it again")
    func old() async throws {
        try await Road.withTables { pool, _ in
            let days = [today - Inbox.retentionDays - 1, today - Inbox.retentionDays, today]
            let events = days.map { event("s", madeOn: $0) }
            #expect(events.map { Inbox.remembers($0, on: today) } == [false, true, true])
            try await claim(events, in: pool)
            #expect(try await known(events, in: pool) == Set(events.map(\.id)))
            #expect(try await pool.query("SELECT day FROM inbox_earlier").decode(Day.self) == [days[0]])
        }
    }
}
