import CatalogueEvents
@testable import CatalogueService
import Delivery
import Eventing
import Postgres
@testable import Runtime
import TestSupport
import Testing

@Suite("Commands that lock in each other's way", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct ConflictTests {
    @Test("are done once each, though the database ends one of them to break their deadlock")
    func deadlock() async throws {
        try await LiveSchema<CatalogueService>.with { schema in
            let pool = schema.workbench.pool
            try await schema.administration.execute("CREATE TABLE tally (name text PRIMARY KEY, count integer)")
            try await schema.administration.execute("GRANT SELECT, INSERT, UPDATE ON tally TO PUBLIC")
            try await pool.execute("INSERT INTO tally VALUES ('a', 0), ('b', 0)")
            let meeting = Meeting(of: 2)
            async let one = count("a", then: "b", meeting, schema.workbench)
            async let other = count("b", then: "a", meeting, schema.workbench)
            let answers = try await [one, other]
            #expect(answers.map(\.status) == [201, 201])
            // One of them came again at least.
            #expect(await meeting.arrivals >= 3)
            #expect(try await pool.query("SELECT count::bigint FROM tally").decode(Int.self) == [2, 2])
            #expect(try await pool.query("SELECT count(*) FROM idempotency").decode(Int.self) == [2])
            #expect(try await schema.told(StockRefused.self).count == 2)
        }
    }

    /// Counts in one row, and when all hold one, in another.
    private func count(
        _ first: String, then second: String, _ meeting: Meeting, _ workbench: Workbench
    ) async throws -> IdempotencyKey.Answer {
        let key = try IdempotencyKey(caller: "test", route: "POST /tally", key: first, body: first.utf8)
        return try await workbench.answerOnce(key) { transaction in
            try await transaction.execute("UPDATE tally SET count = count + 1 WHERE name = \(first)")
            await meeting.arrive()
            try await transaction.execute("UPDATE tally SET count = count + 1 WHERE name = \(second)")
            return Told(.init(status: 201, json: Array("{}".utf8)), [try PendingEvent(StockRefused.example())])
        }
    }
}

/// Lets nobody go on until all have come; who comes again later goes on at once.
private actor Meeting {
    private let count: Int
    private(set) var arrivals = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) {
        self.count = count
    }

    func arrive() async {
        arrivals += 1
        if arrivals < count {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            for waiter in waiting { waiter.resume() }
            waiting = []
        }
    }
}
