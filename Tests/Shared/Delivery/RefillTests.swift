import AMQP
import Eventing
import Logging
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("What a service lacks", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct RefillTests {
    private let subjects = (0..<20).map { "s\($0)" }

    private func all(_ times: Int32, besides more: [String: [Int32]] = [:]) -> [String: [Int32]] {
        Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...times)) }).merging(more) { _, more in more }
    }

    @Test("because the broker lost it is asked for, comes, and takes effect in its place")
    func lostByBroker() async throws {
        try await Road.with { road in
            try await road.refilling {
                try await road.tell(subjects)
                _ = try await road.heard(atLeast: 20)
            }
            try await road.leading { relay in
                try await road.tell(subjects, times: 2)
                #expect(await eventually { relay.currentStatus.published == 40 })
                for queue in road.subscription.queues { try await road.virtualHost.purgeQueue(queue) }
            }
            try await road.refilling {
                try await road.tell(subjects)
                #expect(try await road.heard(atLeast: 80) == all(4))
                #expect(try await road.hasNoGap())
            }
            #expect(try await road.parked() == [])
        }
    }

    @Test("since it began to listen late comes from the log, and hands over to what is told meanwhile")
    func lateSubscriber() async throws {
        try await Road.with { road in
            // Told, and relayed, before there was anybody to hear it.
            try await road.relayingUnheard { try await road.tell(subjects + ["quiet"], times: 60) }
            try await road.declare()
            try await road.refilling {
                let more = try await road.tellingAgain(subjects, maximumAhead: 1000) {
                    let order = try await road.order()
                    #expect(try await road.isFinished(order))
                }
                let times = Int32(60 + more.rounds)
                let heard = try await road.heard(atLeast: Int(times) * 20 + 60)
                #expect(heard == all(times, besides: ["quiet": Array(1...60)]))
                #expect(try await road.hasNoGap())
            }
            #expect(try await road.parked() == [])
            #expect(try await road.tallies().told == road.tallies().heard)
        }
    }

    @Test("since it left ahead of an older transaction, before anybody listened, comes from the log")
    func leftAhead() async throws {
        try await Road.with { road in
            let log = EventLog(partitioning: road.partitioning, wakeup: road.wakeup)
            let older = try await OpenTransaction(road.teller, log)
            try await older.append("late")
            try await road.relayingUnheard { try await road.tell(["quiet"], times: 3) }
            #expect(try await road.unrelayed() == 0)
            try await road.declare()
            try await road.refilling {
                let order = try await road.order()
                #expect(try await road.isFinished(order))
                #expect(try await road.heard(atLeast: 3) == ["quiet": [1, 2, 3]])
                try await older.commit()
                #expect(try await road.heard(atLeast: 4) == ["quiet": [1, 2, 3], "late": [1]])
            }
            #expect(try await road.tallies().told == road.tallies().heard)
        }
    }

    @Test("since its schema was restored from a dump comes from the logs of those who told it")
    func restoredListener() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(subjects, times: 3)
                _ = try await road.heard(atLeast: 60)
            }
            let dump = try await SchemaDump(of: road.hearer)
            defer { dump.remove() }
            try await road.running {
                try await road.tell(subjects, times: 20)
                try await road.tell(["late"], times: 5)
                _ = try await road.heard(atLeast: 465)
            }
            try await dump.restore(into: road.hearer)
            #expect(try await road.heard() == all(3))
            try await road.settle()
            try await road.refilling {
                let order = try await road.order()
                #expect(try await road.isFinished(order))
                #expect(try await road.heard(atLeast: 465) == all(23, besides: ["late": Array(1...5)]))
                #expect(try await road.hasNoGap())
            }
            #expect(try await road.parked() == [])
            #expect(try await road.tallies().told == road.tallies().heard)
        }
    }

    @Test("for the teller dropped it is passed over by who never heard of the subject")
    func droppedForNewcomer() async throws {
        try await Road.with { road in
            try await road.relayingUnheard { try await road.tell(["s"], times: 6) }
            try await road.forget("s", through: 3)
            try await road.refilling {
                let order = try await road.order()
                #expect(try await road.isFinished(order))
                try await road.tell(["s"])
                #expect(try await road.heard(atLeast: 4) == ["s": [4, 5, 6, 7]])
                #expect(try await road.hasNoGap())
            }
            let passed = try await road.hearerPool.query(
                "SELECT subject, missing_from, missing_to, cause FROM passed_over"
            ).decode(String.self, Int32.self, Int32.self, String.self)
            #expect(passed.map { "\($0) \($1)-\($2) \($3)" } == ["s 1-3 dropped"])
            #expect(try await road.parked() == [])
        }
    }

    @Test(
        "for the teller dropped it is named to an operator by who heard earlier events, and passed over on their word")
    func droppedForListener() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(["s"], times: 2)
                _ = try await road.heard(atLeast: 2)
            }
            try await road.leading { relay in
                try await road.tell(["s"], times: 4)
                #expect(await eventually { relay.currentStatus.published == 4 })
                for queue in road.subscription.queues { try await road.virtualHost.purgeQueue(queue) }
            }
            try await road.forget("s", through: 4)
            try await road.refilling {
                try await road.tell(["s", "other"])
                let isNamed = try await eventually {
                    try await road.unfillable() == ["/throughtrain/tests/note s: versions 3 to 4 are gone for good"]
                }
                #expect(isNamed)
                #expect(try await road.heard() == ["s": [1, 2], "other": [1]])
                try await road.hearerPool.withTransaction { transaction in
                    let isPassed = try await RefillBook(in: transaction).passOver("s", of: Noted.type.source)
                    #expect(isPassed)
                }
                #expect(try await road.heard(atLeast: 6) == ["s": [1, 2, 5, 6, 7], "other": [1]])
                #expect(try await road.hasNoGap())
            }
            #expect(try await road.unfillable() == [])
        }
    }

    @Test("for the teller was restored from a dump is passed over, and what is told anew follows")
    func lostByTeller() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(["s", "t"], times: 2)
                _ = try await road.heard(atLeast: 4)
            }
            let tellers = try await SchemaDump(of: road.teller)
            defer { tellers.remove() }
            let hearers = try await SchemaDump(of: road.hearer)
            defer { hearers.remove() }
            try await road.running {
                try await road.tell(["s"], times: 3)
                _ = try await road.heard(atLeast: 7)
            }
            try await tellers.restore(into: road.teller)
            try await road.listening { _ in _ = try await road.rebase() }
            // A listener that has not heard what was lost, and never will.
            try await hearers.restore(into: road.hearer)
            try await road.refilling {
                try await road.tell(["s", "t"])
                #expect(try await road.heard(atLeast: 6) == ["s": [1, 2, 6], "t": [1, 2, 3]])
                #expect(try await road.hasNoGap())
            }
            #expect(try await road.parked() == [])
        }
    }
}

extension Road {
    /// Runs a relay and a pump, and beside them the teller's desk and the hearer's asker, while the body runs.
    func refilling(_ body: () async throws -> Void) async throws {
        let publisher = publisher()
        let desk = desk(over: publisher)
        let asker = RefillAsker(service: "hearer", pool: hearerPool, publisher: publisher, logger: Self.logger)
        let answering = Task { await desk.run() }
        let asking = Task { await asker.run() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await running { try await body() }) } catch { outcome = .failure(error) }
        answering.cancel()
        asking.cancel()
        _ = await (answering.value, asking.value)
        await publisher.close()
        try outcome.get()
    }

    /// Relays what the body tells as if nobody listened to it.
    func relayingUnheard(_ body: () async throws -> Void) async throws {
        let publisher = publisher()
        try await publisher.connected(within: .seconds(20))
        let relay = Relay(
            service: "tests", database: teller, publisher: publisher,
            publications: [Publication(Noted.type.source, to: [])], partitioning: partitioning, wakeup: wakeup,
            logger: Self.logger)
        let relaying = Task { await relay.run() }
        let outcome: Result<Void, any Error>
        do {
            try await declareExchanges()
            try await body()
            _ = try await eventually { try await unrelayed() == 0 }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        relay.stop()
        await relaying.value
        await publisher.close()
        try outcome.get()
    }

    private func declareExchanges() async throws {
        let declaring = AMQPPublisher(virtualHost.configuration, topology: tellerSubscription.topology)
        try await declaring.connected(within: .seconds(20))
        await declaring.close()
    }

    /// Orders the teller's whole log for the hearer.
    func order() async throws -> UUIDv7 {
        try await hearerPool.withTransaction {
            try await RefillBook(in: $0).order(logOf: Noted.type.source)
        }
    }

    func isFinished(_ order: UUIDv7) async throws -> Bool {
        try await eventually(within: .seconds(60)) {
            try await hearerPool.withTransaction {
                try await RefillBook(in: $0).standing(of: order)?.isFinished == true
            }
        }
    }

    func hasNoGap() async throws -> Bool {
        try await eventually { try await hearerPool.query("SELECT FROM gap").isEmpty }
    }

    func unfillable() async throws -> [String] {
        try await hearerPool.withTransaction { try await RefillBook(in: $0).unfillable() }
    }

    /// The fingerprints of all that was told, and of all that was heard.
    func tallies() async throws -> (told: [Int64], heard: [Int64]) {
        let told = try await tellerPool.withTransaction { try await DeliveryAudit(of: "tests", in: $0).count(.all) }
        let heard = try await hearerPool.withTransaction { try await DeliveryAudit(of: "hearer", in: $0).count(.all) }
        return (
            told.sheet.tallies.filter { $0.side == .told }.map(\.fingerprint),
            heard.sheet.tallies.filter { $0.side == .heard }.map(\.fingerprint)
        )
    }
}
