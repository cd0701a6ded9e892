import CatalogueEvents
import LivestreamEvents
import LivestreamService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Alleviation days", .enabled(if: LiveServers.arePresent))
struct AlleviationDayTests {
    private let seventh = Day(of: Studio.start)

    @Test("The calendar plans itself: each day opens at 00:00, closes at 24:00, and the next one follows")
    func calendar() async throws {
        try await Studio.with { studio in
            let october = Studio.at("2019-10-01T00:00:00+08:00")
            #expect(
                try await studio.workDeadlines(at: october) {
                    try await studio.rows("SELECT count(*) FROM alleviation_day") == [Int64(4)]
                })
            let states: [String] = try await studio.rows(
                "SELECT day || ' ' || state FROM alleviation_day ORDER BY day")
            #expect(
                states == ["2019-07-07 closed", "2019-08-07 closed", "2019-09-07 closed", "2019-10-07 planned"])
            let opened = try await studio.schema.told(DayOpened.self)
            #expect(opened.map(\.day.description) == ["2019-07-07", "2019-08-07", "2019-09-07"])
            #expect(opened.first?.opensAt == Studio.at("2019-07-07T00:00:00+08:00"))
            #expect(try await studio.schema.told(DayClosed.self).map(\.dayID) == opened.map(\.dayID))
        }
    }

    @Test("An episode plans the day that it is part of, which is then in the calendar once")
    func plannedByEpisode() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            #expect(
                try await studio.workDeadlines(at: Studio.start) {
                    try await studio.schema.told(DayOpened.self).count == 1
                })
            let day = try await studio.read { try await $0.alleviationDay(on: seventh, in: $1) }
            #expect(day.dayID == episode.alleviationDayID)
            #expect(day.state == "open")
            #expect(try await studio.rows("SELECT count(*) FROM alleviation_day") == [Int64(1)])
        }
    }

    @Test("Two that plan one day at the same time plan it once, and the second one goes on with it")
    func plannedAtOnce() async throws {
        try await Studio.with { studio in
            let pool = studio.schema.workbench.pool
            let first = UUIDv7.make()
            let second = try await pool.withTransaction { transaction in
                try await transaction.execute(
                    """
                    INSERT INTO alleviation_day (id, day, state, orders, sales_fen, to_registered_fen)
                    VALUES (\(first), \(seventh), 'planned', 0, 0, 0)
                    """)
                // Detached, since it needs a connection of its own.
                let second = Task.detached { try await studio.schedule() }
                #expect(
                    try await eventually {
                        try await transaction.query(
                            """
                            SELECT count(*) FROM pg_locks
                            WHERE locktype = 'transactionid' AND NOT granted
                                AND transactionid = pg_current_xact_id()::xid
                            """
                        ).decode(Int64.self) == [Int64(1)]
                    })
                return second
            }
            let episode = try await second.value
            #expect(episode.alleviationDayID == first)
        }
    }

    @Test("Buyers' orders of the day are counted once each, with what registered households are owed of them")
    func totals() async throws {
        try await Studio.with { studio in
            let orders = (0..<3).map { _ in Bought(listing: studio.listing, offer: nil) }
            let eve = Bought(listing: studio.listing, offer: nil, placedAt: Studio.start - .days(1))
            // Reserved and confirmed come in either order; what is known of one alone counts nothing yet.
            try await studio.deliver(
                orders[0].reserved(), orders[0].confirmed(fen: 780),
                orders[1].confirmed(fen: 780, isBeneficiary: false),
                orders[2].confirmed(fen: 780), eve.reserved(), eve.confirmed(fen: 780))
            try await studio.deliver(orders[1].reserved())
            var day = try await studio.read { try await $0.alleviationDay(on: seventh, in: $1) }
            #expect([day.orders, day.salesFen, day.toRegisteredFen] == [2, 1_560, 400])
            try await studio.schema.deliver([try Teller().envelope(try orders[0].confirmed(fen: 780))])
            try await studio.deliver(orders[2].reserved())
            day = try await studio.read { try await $0.alleviationDay(on: seventh, in: $1) }
            #expect([day.orders, day.salesFen, day.toRegisteredFen] == [3, 2_340, 800])

            let midnight = Studio.at("2019-07-08T00:00:00+08:00")
            #expect(
                try await studio.workDeadlines(at: midnight) {
                    try await studio.schema.told(DayClosed.self).count == 1
                })
            let closed = try #require(try await studio.schema.told(DayClosed.self).first)
            #expect([closed.orders, closed.salesFen, closed.toRegisteredFen] == [3, 2_340, 800])
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("A cooperative's members share what is owed by what each delivered")
    func members() async throws {
        try await Studio.with { studio in
            let order = Bought(listing: studio.listing, offer: nil)
            var reserved = try order.reserved()
            let member = try #require(order.household)
            reserved.lines[0].allocations[0].token = nil
            reserved.lines[0].allocations[0].members = [
                .init(token: member, quantity: .grams(125)), .init(token: .make(), quantity: .grams(375)),
            ]
            try await studio.deliver(reserved, order.confirmed(fen: 780))
            let day = try await studio.read { try await $0.alleviationDay(on: seventh, in: $1) }
            #expect(day.toRegisteredFen == 100)
        }
    }

    @Test("A date without an alleviation day is not found")
    func unknownDay() async throws {
        try await Studio.with { studio in
            let problem = await #expect(throws: Problem.self) {
                try await studio.read { try await $0.alleviationDay(on: seventh + 1, in: $1) }
            }
            #expect(problem?.status == 404)
        }
    }
}
