import AMQP
import Eventing
import Logging
import Postgres
import Seeds
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

/// The traps of reading a log that many transactions write, constructed step by step.
///
/// A transaction that is held open stalls the fence for the whole server, so this suite has one of its own.
@Suite("The log is read in an order that loses nothing", .serialized, .enabled(if: LiveServers.arePresent))
struct LogOrderTests {
    @Test("an event with a low position that is committed late is not passed over")
    func lateCommit() async throws {
        try await LogUnderTest.with { log in
            let early = try await log.begin()
            try await early.append("a")
            try await log.append("b")

            // A cursor by position alone would take b, and never come back for a.
            #expect(try await log.positionsVisible() == [2])
            #expect(try await log.read() == [])

            try await early.commit()
            #expect(try await log.read() == ["a1", "b1"])
            #expect(try await log.read() == [])
        }
    }

    @Test("what is committed need not wait for an older transaction, and is read once", arguments: [false, true])
    func ahead(restarting: Bool) async throws {
        try await LogUnderTest.with { log in
            let early = try await log.begin()
            try await early.append("a")
            try await log.append("b")
            #expect(try await log.read(maximumAhead: 10, restarting: restarting) == ["b1"])
            #expect(try await log.read(maximumAhead: 10, restarting: restarting) == [])
            guard case .unsettled = try await log.readNothing(maximumAhead: 10) else {
                Issue.record("the older transaction is not noticed")
                return
            }
            try await log.append("b")
            try await early.append("c")
            try await early.commit()
            #expect(try await log.read(maximumAhead: 10, restarting: restarting) == ["a1", "c1", "b2"])
            guard case .nothing = try await log.readNothing(maximumAhead: 10) else {
                Issue.record("the end of the older transaction is not noticed")
                return
            }
        }
    }

    @Test("no more than so many are read ahead, and the rest once the older transaction has ended")
    func bounded() async throws {
        try await LogUnderTest.with { log in
            let early = try await log.begin()
            try await early.append("a")
            for subject in 0..<7 { try await log.append("s\(subject)") }
            #expect(try await log.read(pageSize: 3, maximumAhead: 4) == (0..<6).map { "s\($0)1" })
            guard case .held = try await log.readNothing(maximumAhead: 4) else {
                Issue.record("more is read ahead")
                return
            }
            try await early.commit()
            #expect(try await log.read(pageSize: 3, maximumAhead: 4) == ["a1", "s61"])
        }
    }

    @Test("two versions of a subject are not inverted by transactions that began the other way round")
    func inversion() async throws {
        try await LogUnderTest.with { log in
            // The older transaction writes second: by its own id, version 2 would come first.
            let older = try await log.begin()
            try await older.takeTransactionID()
            try await log.append("a")
            try await older.append("a")
            try await older.commit()
            #expect(try await log.transactionIDsOf("a") == .ascending)
            #expect(try await log.read() == ["a1", "a2"])
        }
    }

    @Test("the second of two versions is found though its transaction began before that of the first, which was read")
    func inversionAhead() async throws {
        try await LogUnderTest.with { log in
            let older = try await log.begin()
            try await older.takeTransactionID()
            try await log.append("a")
            #expect(try await log.read(maximumAhead: 10) == ["a1"])
            try await older.append("a")
            try await older.commit()
            #expect(try await log.read(maximumAhead: 10) == ["a2"])
        }
    }

    @Test(
        "a version is not read before the one before it, where a transaction that began between theirs holds the fence",
        arguments: [0, 10])
    func fenceBetween(maximumAhead: Int) async throws {
        try await LogUnderTest.with { log in
            let older = try await log.begin()
            try await older.takeTransactionID()
            let holder = try await log.begin()
            try await holder.takeTransactionID()
            try await log.append("a")
            try await older.append("a")
            try await older.commit()
            // Below the fence is the older transaction, which told version 2, and not the one that told version 1.
            var read = try await log.read(maximumAhead: maximumAhead)
            #expect(read == (maximumAhead > 0 ? ["a1", "a2"] : []))
            try await holder.commit()
            read += try await log.read(maximumAhead: maximumAhead)
            #expect(read == ["a1", "a2"])
        }
    }

    @Test("what is more than a page is read page by page, across a restart of the reader")
    func pages() async throws {
        try await LogUnderTest.with { log in
            for subject in 0..<7 { try await log.append("s\(subject)") }
            let open = try await log.begin()
            try await open.append("t")
            try await log.append("u")
            #expect(try await log.read(pageSize: 3, restarting: true) == (0..<7).map { "s\($0)1" })
            try await open.commit()
            #expect(try await log.read(pageSize: 3, restarting: true) == ["t1", "u1"])
        }
    }

    @Test(
        "a page is found by index, however much one transaction told, and whatever there was when its statement was planned",
        arguments: [0, 10])
    func pagesByIndex(maximumAhead: Int) async throws {
        try await LogUnderTest.with { log in
            try await log.pool.execute("ANALYZE event_log")
            for _ in 0..<6 { #expect(try await log.read(maximumAhead: maximumAhead) == []) }
            let before = try await log.rowsLookedAt()
            try await log.append((0..<2_000).map { "s\($0)" })
            #expect(try await log.read(pageSize: 20, maximumAhead: maximumAhead).count == 2_000)
            #expect(try await log.rowsLookedAt() - before < 3 * 2_000)
        }
    }

    @Test("whoever holds the log up is named to the operator, and nobody once it has ended")
    func holder() async throws {
        try await LogUnderTest.with { log in
            try await VirtualHost.with { virtualHost in
                let recorder = Recorder()
                let subscription = Subscription(subscriber: "h", sources: [], partitioning: Partitioning(count: 4))
                let publisher = AMQPPublisher(virtualHost.configuration, topology: subscription.topology)
                let relay = Relay(
                    service: "tests", database: log.configuration, publisher: publisher, publications: [],
                    partitioning: Partitioning(count: 4), wakeup: Wakeup(),
                    logger: Logger(label: "relay") { _ in Recording(recorder: recorder) })
                async let relaying: Void = relay.run()
                #expect(await eventually { relay.currentStatus.isLeading })
                let older = try await log.begin()
                try await older.takeTransactionID()
                try await log.append("a")
                #expect(await eventually { !recorder.metadata("holder").isEmpty })
                #expect(relay.currentStatus.heldSince != nil)
                let schema = log.configuration.schema ?? ""
                let named = try #require(recorder.metadata("holder").first)
                #expect(named.contains("(\(schema)): idle in transaction"), "\(named)")
                // What it is named for holds up nobody who listens.
                #expect(relay.currentStatus.published == 1)
                try await older.commit()
                #expect(await eventually { relay.currentStatus.heldSince == nil })
                relay.stop()
                await relaying
                await publisher.close()
            }
        }
    }

    @Test("random interleavings of transactions are read whole, each subject in order", arguments: [0, 3, 100])
    func random(maximumAhead: Int) async throws {
        try await LogUnderTest.with { log in
            for seed in UInt64(1)...12 {
                var generator = SplitMix64(seed: seed)
                var open: [OpenTransaction] = []
                var written = 0
                var read: [String] = []
                for _ in 0..<40 {
                    switch Int.random(in: 0..<5, using: &generator) {
                    case 0 where open.count < 4: open.append(try await log.begin())
                    // Subjects are the transaction's own while it is open, since a second one would wait for it.
                    case 1, 2:
                        if let transaction = open.randomElement(using: &generator) {
                            try await transaction.append("\(seed)-\(transaction.number)v")
                            written += 1
                        }
                    case 3 where !open.isEmpty:
                        try await open.remove(at: Int.random(in: open.indices, using: &generator)).commit()
                    default:
                        read += try await log.read(
                            pageSize: 2, maximumAhead: maximumAhead, restarting: Bool.random(using: &generator))
                    }
                }
                for transaction in open { try await transaction.commit() }
                read += try await log.read(pageSize: 2, maximumAhead: maximumAhead)
                #expect(read.count == written, "seed \(seed)")
                for (subject, versions) in Dictionary(grouping: read, by: { $0.prefix { $0 != "v" } }) {
                    #expect(versions == (1...versions.count).map { "\(subject)v\($0)" }, "seed \(seed)")
                }
            }
        }
    }
}
