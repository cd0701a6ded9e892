import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("The book of what a service asked for", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct RefillBookTests {
    private let source = Noted.type.source

    /// What a listener knows of a subject, and what of its gap is gone.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var heard: Int32?
        var gap: ClosedRange<Int32>
        var stored: [Int32] = []
        var gone: ClosedRange<Int32>
        var cause: GoneCause
        /// The last version, the gap, and what is kept, afterwards.
        var then: String
    }

    static let cases = [
        Case(
            testDescription: "a newcomer begins behind what was dropped", gap: 1...6, stored: [7], gone: 1...4,
            cause: .dropped, then: "4, 5-6"),
        Case(
            testDescription: "a newcomer to whom nothing else is missing asks for the next one, to go on with it",
            gap: 1...6, stored: [7], gone: 1...6, cause: .dropped, then: "6, 7-7"),
        Case(
            testDescription: "who heard earlier ones stands still before what was dropped", heard: 2, gap: 3...6,
            stored: [7], gone: 3...4, cause: .dropped, then: "2, 3-6, kept from 5"),
        Case(
            testDescription: "what was lost at the beginning of the gap is passed over", heard: 2, gap: 3...6,
            stored: [7], gone: 3...4, cause: .lost, then: "4, 5-6"),
        Case(
            testDescription: "what was lost further on waits until what is before it has come", heard: 2, gap: 3...6,
            stored: [7], gone: 5...6, cause: .lost, then: "2, 3-6"),
        Case(
            testDescription: "what is in store is not passed over", heard: 2, gap: 3...3, stored: [4], gone: 3...3,
            cause: .lost, then: "3, 4-4"),
        Case(
            testDescription: "nor when the teller says that it is lost", heard: 3, gap: 4...4, stored: [4],
            gone: 4...4, cause: .lost, then: "3, 4-4"),
        Case(
            testDescription: "who never heard of a subject passes over what was lost of its beginning", gap: 1...2,
            stored: [3], gone: 1...2, cause: .lost, then: "2, 3-3"),
        Case(
            testDescription: "a newcomer begins behind what was superseded", gap: 1...6, stored: [7], gone: 1...4,
            cause: .superseded, then: "4, 5-6"),
        Case(
            testDescription: "who heard earlier ones is led on past what was superseded", heard: 2, gap: 3...6,
            stored: [7], gone: 3...4, cause: .superseded, then: "4, 5-6"),
        Case(
            testDescription: "also when it heard some of that", heard: 2, gap: 3...6, stored: [7], gone: 1...4,
            cause: .superseded, then: "4, 5-6"),
        Case(
            testDescription: "but not past what is missing before it", heard: 2, gap: 3...6, stored: [7], gone: 5...6,
            cause: .superseded, then: "2, 3-6"),
    ]

    @Test("notes what will never come", arguments: cases)
    func gone(example: Case) async throws {
        try await Road.withTables { pool, _ in
            try await prepare(example, in: pool)
            let request = RefillRequest(of: source, versions: [])
            let versions = MissingVersions(of: "s", from: example.gone.lowerBound, to: example.gone.upperBound)
            let news = RefillNews(of: request, gone: [GoneVersions(versions, example.cause)])
            for _ in 0..<2 {
                try await pool.withTransaction { try RefillBook(in: $0).note(news) }
                #expect(try await standing(in: pool) == example.then)
            }
        }
    }

    @Test("counts as passed over what nobody will hear, each version once", arguments: [GoneCause.superseded, .lost])
    func passedOver(cause: GoneCause) async throws {
        try await Road.withTables { pool, _ in
            try await pool.execute("INSERT INTO inbox_subject VALUES (\(source.description), 's', 2)")
            let request = RefillRequest(of: source, versions: [])
            for last in [Int32(4), 4, 6] {
                let versions = MissingVersions(of: "s", from: 1, to: last)
                let news = RefillNews(of: request, gone: [GoneVersions(versions, cause)])
                try await pool.withTransaction { try RefillBook(in: $0).note(news) }
            }
            let passed = try await pool.withTransaction { try await DeliveryAudit(of: "hearer", in: $0).passedOver() }
            #expect(passed == (cause == .lost ? [] : [PassedOver(source: source.description, events: 4)]))
        }
    }

    @Test("takes what a log had before its beginning for told before its time only to who heard nothing of that")
    func beginning() async throws {
        try await Road.withTables { pool, _ in
            let order = try await pool.withTransaction { try await RefillBook(in: $0).order(logOf: source) }
            let beginning = LogBeginning(at: .wallTime() + .hours(-24), dropped: 7)
            let news = RefillNews(of: order, source: source, beginning: beginning)
            func passed() async throws -> [Int64] {
                try await pool.withTransaction { transaction in
                    try RefillBook(in: transaction).note(news)
                    return try await DeliveryAudit(of: "hearer", in: transaction).passedOver().map(\.events)
                }
            }
            try await pool.execute(
                """
                INSERT INTO inbox (day, id, source, digest)
                VALUES (\(Day(of: .wallTime()) - 3), \(UUIDv7.make(at: .wallTime() + .hours(-72))), \(source.description), 1)
                """)
            #expect(try await passed() == [])
            try await pool.execute("DELETE FROM inbox")
            #expect(try await passed() == [7])
            // The beginnings of subjects are among the seven; what is lacking further on is not.
            try await pool.execute(
                """
                INSERT INTO passed_over (source, subject, missing_from, missing_to, cause)
                VALUES (\(source.description), 's', 1, 3, 'dropped'), (\(source.description), 't', 5, 6, 'dropped')
                """)
            #expect(try await passed() == [9])
        }
    }

    @Test("has one order for the same part of a log, and asks for it again when nothing is heard")
    func orders() async throws {
        try await Road.withTables { pool, _ in
            let first = try await pool.withTransaction { try await RefillBook(in: $0).order(logOf: source) }
            let second = try await pool.withTransaction { try await RefillBook(in: $0).order(logOf: source) }
            #expect(first == second)
            let part = try await pool.withTransaction {
                try await RefillBook(in: $0).order(logOf: source, partition: 1)
            }
            #expect(part != first)
            func asked() async throws -> Set<UUIDv7> {
                try await pool.withTransaction { Set(try await RefillBook(in: $0).logsToAskFor().map(\.id)) }
            }
            #expect(try await asked() == [first, part])
            #expect(try await asked() == [])
            try await pool.execute("UPDATE refill SET asked_at = now() - interval '1 hour' WHERE id = \(part)")
            #expect(try await asked() == [part])
            let progress = RefillProgress(sent: 7, through: nil, isFinished: true)
            let news = RefillNews(of: first, source: source, progress: progress)
            try await pool.withTransaction { try RefillBook(in: $0).note(news) }
            let third = try await pool.withTransaction { try await RefillBook(in: $0).order(logOf: source) }
            #expect(third != first)
        }
    }

    @Test("joins an open order for as much or more, and refuses one for more than is on its way")
    func widerOrders() async throws {
        try await Road.withTables { pool, _ in
            func order(since: Instant?) async throws -> UUIDv7 {
                try await pool.withTransaction { try await RefillBook(in: $0).order(logOf: source, since: since) }
            }
            let noon = Instant.example()
            let first = try await order(since: noon)
            #expect(try await order(since: noon) == first)
            #expect(try await order(since: noon + .hours(1)) == first)
            for earlier in [noon - .hours(1), nil] {
                await #expect(throws: DeliveryError.refillOpen) { try await order(since: earlier) }
            }
        }
    }

    @Test("asks for a gap at once, then less and less often, and not while the whole log is on its way")
    func gaps() async throws {
        try await Road.withTables { pool, _ in
            try await pool.execute(
                "INSERT INTO gap (source, subject, missing_from, missing_to) VALUES (\(source.description), 's', 3, 4)")
            func asked() async throws -> [MissingVersions] {
                try await pool.withTransaction { try await RefillBook(in: $0).versionsToAskFor().flatMap(\.versions) }
            }
            #expect(try await asked() == [MissingVersions(of: "s", from: 3, to: 4)])
            #expect(try await asked() == [])
            try await pool.execute("UPDATE gap SET asked_at = now() - interval '6 seconds'")
            #expect(try await asked().count == 1)
            try await pool.execute("UPDATE gap SET asked_at = now() - interval '6 seconds'")
            #expect(try await asked() == [])
            try await pool.execute("UPDATE gap SET asked_at = NULL")
            _ = try await pool.withTransaction { try await RefillBook(in: $0).order(logOf: source) }
            #expect(try await asked() == [])
        }
    }

    private func prepare(_ example: Case, in pool: PostgresPool) async throws {
        if let heard = example.heard {
            try await pool.execute("INSERT INTO inbox_subject VALUES (\(source.description), 's', \(heard))")
        }
        try await pool.execute(
            """
            INSERT INTO gap (source, subject, missing_from, missing_to, asked_at, times_asked)
            VALUES (\(source.description), 's', \(example.gap.lowerBound), \(example.gap.upperBound), now(), 1)
            """)
        for version in example.stored {
            try await pool.execute(
                """
                INSERT INTO parked_events (
                    id, source, subject, subject_version, type, told_at, queue, content, digest, cause, error, attempts)
                VALUES (
                    \(UUIDv7.make()), \(source.description), 's', \(version), 't', now(), 'q', '', 0,
                    \(ParkingCause.gap), '', 0)
                """)
        }
    }

    private func standing(in pool: PostgresPool) async throws -> String {
        let heard: [Int32] = try await pool.query("SELECT version FROM inbox_subject").decode(Int32.self)
        let gap = try await pool.query(
            "SELECT missing_from || '-' || missing_to || coalesce(', kept from ' || kept_from, '') FROM gap"
        ).decode(String.self)
        return "\(heard.first ?? 0), \(gap.joined(separator: "; "))"
    }
}
