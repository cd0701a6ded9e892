import Eventing
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Delivery

@Suite("The tail of a log", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct LogTailTests {
    private func append(_ events: any Event..., to lot: ParkingLot, correlation: UUIDv7? = nil) async throws {
        try await lot.pool.withTransaction { transaction in
            try lot.log.append(
                events.map { try PendingEvent($0, correlationID: correlation) }, in: transaction)
        }
    }

    private func withTail(
        _ lot: ParkingLot, _ filter: TailFilter = TailFilter(), _ body: (inout LogTail) async throws -> Void
    ) async throws {
        let session = try await PostgresConnection.connect(lot.configuration)
        var tail = try await LogTail(of: "tests", over: session, filter)
        try await body(&tail)
        await session.close()
    }

    /// Waits until all that was told is below the fence, which other tests on the server may hold for a while.
    private func settle(_ lot: ParkingLot) async throws {
        let isSettled = try await eventually {
            try await lot.pool.query(
                "SELECT coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) FROM event_log"
            ).decode(Bool.self) == [true]
        }
        #expect(isSettled)
    }

    @Test("begins with the last events that fit its conditions, in order")
    func last() async throws {
        try await ParkingLot.with { lot in
            let order = UUIDv7.make()
            try await append(Noted(subject: "a"), Noted(subject: "b"), Muttered(subject: "a"), to: lot)
            try await append(Noted(subject: "a"), to: lot, correlation: order)
            try await settle(lot)
            try await withTail(lot) { tail in
                let last = try await tail.last(2)
                #expect(last.map { "\($0.subject)\($0.subjectVersion)" } == ["a1", "a2"])
                let all = try await tail.last(10)
                #expect(all.count == 4)
            }
            for (filter, count) in [
                (TailFilter(subject: "a"), 3), (TailFilter(aggregate: "note"), 3),
                (TailFilter(correlationID: order), 1),
                (TailFilter(subject: "a", type: Muttered.type.name), 1),
            ] {
                try await withTail(lot, filter) { tail in
                    let fitting = try await tail.last(10)
                    #expect(fitting.count == count)
                }
            }
        }
    }

    @Test("begins with all that was told since an instant")
    func since() async throws {
        try await ParkingLot.with { lot in
            for _ in 1...3 { try await append(Noted(subject: "a"), to: lot) }
            try await settle(lot)
            let times = try await lot.pool.query("SELECT logged_at FROM event_log ORDER BY position")
                .decode(Instant.self)
            try await withTail(lot) { tail in
                var seen: [Int32] = []
                try await tail.since(times[1]) { seen += $0.map(\.subjectVersion) }
                #expect(seen.suffix(2) == [2, 3])
                seen = []
                try await tail.since(times[2] + .seconds(5)) { seen += $0.map(\.subjectVersion) }
                #expect(seen == [])
            }
        }
    }

    @Test("follows what is told from then on as it is committed, and misses nothing that is committed late")
    func follow() async throws {
        try await ParkingLot.with { lot in
            try await append(Noted(subject: "old"), to: lot)
            try await settle(lot)
            try await withTail(lot, TailFilter(aggregate: "note")) { tail in
                let late = try await OpenTransaction(lot.configuration, lot.log)
                try await late.append("late")
                try await append(Noted(subject: "early"), Muttered(subject: "x"), to: lot)
                var next = try await tail.next()
                #expect(next.map(\.subject) == ["early"])
                try await late.commit()
                next = try await tail.next()
                #expect(next.map(\.subject) == ["late"])
                next = try await tail.next()
                #expect(next.isEmpty)
            }
        }
    }
}
