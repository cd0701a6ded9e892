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

    @Test("claims an event once, whether it comes twice in a batch or again in another")
    func once() async throws {
        try await Road.withTables { pool, _ in
            let events = ["a", "b"].map { event($0, madeOn: today) }
            let claimed = try await pool.withTransaction { transaction in
                try await Inbox.claim([events[1], events[0], events[1]], in: transaction)
            }
            #expect(claimed.map(\.subject) == ["b", "a"])
            let claimedAgain = try await pool.withTransaction { transaction in
                try await Inbox.claim(events + [event("c", madeOn: today)], in: transaction)
            }
            #expect(claimedAgain.map(\.subject) == ["c"])
        }
    }

    @Test("keeps an event on the day that it was made, so that midnight makes it no other one")
    func day() async throws {
        try await Road.withTables { pool, _ in
            let days = (-Inbox.retentionDays...1).map { today + $0 }
            let events = days.map { event("s", madeOn: $0) }
            let claimed = try await pool.withTransaction { try await Inbox.claim(events, in: $0) }
            #expect(claimed == events)
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
                    _ = try await Inbox.claim([event], in: transaction)
                    throw Undone()
                }
            }
            let claimed = try await pool.withTransaction { try await Inbox.claim([event], in: $0) }
            #expect(claimed == [event])
        }
    }

    @Test("instances that claim the same events at once, in opposite orders, do not deadlock, and one has them all")
    func shared() async throws {
        try await Road.withTables { pool, configuration in
            let events = (0..<3).map { event("s\($0)", madeOn: today) }.sorted { "\($0.id)" < "\($1.id)" }
            let holder = try await PostgresConnection.connect(configuration)
            let claimed = try await withThrowingTaskGroup(of: Int.self) { group in
                try await holder.withTransaction { transaction in
                    // Both wait for the event in the middle; by then, each would hold one that the other needs.
                    _ = try await Inbox.claim([events[1]], in: transaction)
                    for order in [events, events.reversed()] {
                        group.addTask {
                            try await pool.withTransaction { try await Inbox.claim(order, in: $0).count }
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
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            await holder.close()
            #expect(claimed.sorted() == [0, 2])
        }
    }

    @Test("claims what is older than its memory too, on no day of its own, and knows it again")
    func old() async throws {
        try await Road.withTables { pool, _ in
            let days = [today - Inbox.retentionDays - 1, today - Inbox.retentionDays, today]
            let events = days.map { event("s", madeOn: $0) }
            #expect(events.map { Inbox.remembers($0, on: today) } == [false, true, true])
            let claimed = try await pool.withTransaction { try await Inbox.claim(events, in: $0) }
            #expect(claimed == events)
            let again = try await pool.withTransaction { try await Inbox.claim(events, in: $0) }
            #expect(again == [])
            #expect(try await pool.query("SELECT day FROM inbox_earlier").decode(Day.self) == [days[0]])
        }
    }

    @Test("a claim that is taken back is none")
    func takenBack() async throws {
        try await Road.withTables { pool, _ in
            let events = ["a", "b"].map { event($0, madeOn: today) }
            try await pool.withTransaction { transaction in
                _ = try await Inbox.claim(events, in: transaction)
                try Inbox.unclaim([events[0]], in: transaction)
            }
            let claimed = try await pool.withTransaction { try await Inbox.claim(events, in: $0) }
            #expect(claimed == [events[0]])
        }
    }
}
