import AMQP
import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("A restore of one who tells", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct RebaseTests {
    private let subjects = (0..<20).map { "s\($0)" }

    /// Where the dump is brought back.
    enum Place: CaseIterable { case sameServer, anotherServer }

    @Test("names what others heard since the dump, tells no version twice, and goes on", arguments: Place.allCases)
    func restored(to place: Place) async throws {
        try await Road.with { road in
            let dump = try await tellAndDump(road)
            defer { dump.remove() }
            let since = try await liveOn(road)
            let restored = try await restore(dump, of: road, to: place)
            try await restored.listening { pump in
                let summary = try await restored.rebase()
                #expect(summary.epoch == 1)
                #expect(summary.lost.map(\.events) == [41])
                #expect(summary.lost.map(\.listener) == ["hearer"])
                #expect(summary.raised == 21)
                #expect(try await restored.lostEvents() == Set(since))
                try await restored.leading { _ in
                    try await restored.tell(subjects + ["late"])
                    let heard = try await restored.heard(atLeast: 60 + 41 + 21)
                    #expect(heard["late"] == [1, 2])
                    for subject in subjects { #expect(heard[subject] == Array(1...6)) }
                }
                #expect(pump.currentStatus.parked == 0)
                #expect(try await restored.unrelayed() == 0)
            }
            try await expectSoundLedger(restored)
            if place == .anotherServer { await restored.tellerPool.close() }
        }
    }

    @Test("begins a second epoch without losing what the first one wrote down")
    func again() async throws {
        try await Road.with { road in
            let dump = try await tellAndDump(road)
            defer { dump.remove() }
            _ = try await liveOn(road)
            try await dump.restore(into: road.teller)
            try await road.listening { _ in
                _ = try await road.rebase()
                let summary = try await road.rebase()
                #expect(summary.epoch == 2)
                #expect(summary.lost.isEmpty)
                #expect(summary.raised == 0)
                #expect(try await road.lostEvents().count == 41)
            }
        }
    }

    @Test("says to others who ask which versions are lost")
    func saysWhatIsLost() async throws {
        try await Road.with { road in
            let dump = try await tellAndDump(road)
            defer { dump.remove() }
            _ = try await liveOn(road)
            try await dump.restore(into: road.teller)
            try await road.listening { _ in _ = try await road.rebase() }
            try await road.tell(["s0"])
            try await RefillRoad.with(road) { refills in
                try await refills.answering { _ in
                    try await refills.ask(
                        RefillRequest(of: Noted.type.source, versions: [MissingVersions(of: "s0", from: 3, to: 6)]))
                    let heard = try await refills.heard(events: 2)
                    #expect(heard.map(\.subjectVersion) == [3, 6])
                    let news = await refills.news
                    #expect(news.map(\.gone) == [[GoneVersions(MissingVersions(of: "s0", from: 4, to: 5), .lost)]])
                }
            }
        }
    }

    @Test("is not rebased while the service runs, nor when a listener does not answer")
    func refused() async throws {
        try await Road.with { road in
            try await road.tell(subjects)
            try await road.leading { _ in
                await #expect(throws: RebaseFault.running) { _ = try await road.rebase() }
            }
            await #expect(throws: RebaseFault.silent(["hearer"])) {
                _ = try await road.rebase(patience: .milliseconds(500))
            }
            let epochs = try await road.tellerPool.query("SELECT count(*) FROM event_epoch").decode(Int.self)
            #expect(epochs == [0])
        }
    }

    /// The versions have no hole but what is lost, and log and inbox tally when that is counted in.
    private func expectSoundLedger(_ road: Road) async throws {
        for scope in [DeliveryCount.Scope.new, .all] {
            let (told, lost) = try await road.tellerPool.withTransaction { transaction in
                let audit = DeliveryAudit(of: "tests", in: transaction)
                let count = try await audit.count(scope)
                #expect(try await audit.brokenVersions(scope, counted: count) == [])
                #expect(count.drift == [])
                return (count, try await audit.lost(byTheHourSince: count.horizon))
            }
            #expect(try await told.keep(in: road.tellerPool))
            let heard = try await road.hearerPool.withTransaction {
                try await DeliveryAudit(of: "hearer", in: $0).count(scope)
            }
            let sheet = TallySheet(told.sheet.tallies + lost.map(\.told), byTheHourSince: told.horizon)
            #expect(
                TallySheet.differingHours(
                    sheet[TallySheet.Stream(.told, of: "\(Noted.type.source)")],
                    heard.sheet[TallySheet.Stream(.heard, of: "\(Noted.type.source)")]) == [])
            #expect(lost.reduce(0) { $0 + $1.told.events } == 41)
        }
    }

    private func tellAndDump(_ road: Road) async throws -> SchemaDump {
        // So that a server that is made for the restore has not counted as many transactions.
        for _ in 0..<300 { try await road.tellerPool.execute("SELECT pg_current_xact_id()") }
        try await road.running {
            try await road.tell(subjects, times: 3)
            _ = try await road.heard(atLeast: 60)
            _ = try await eventually { try await road.unrelayed() == 0 }
        }
        return try await SchemaDump(of: road.teller)
    }

    /// Tells 41 more events, and returns their identifiers.
    private func liveOn(_ road: Road) async throws -> [UUIDv7] {
        let last = try await road.tellerPool.query("SELECT max(position) FROM event_log").decode(Int64.self)[0]
        try await road.running {
            try await road.tell(subjects, times: 2)
            try await road.tell(["late"])
            _ = try await road.heard(atLeast: 101)
        }
        return try await road.tellerPool.query("SELECT id FROM event_log WHERE position > \(last)").decode(UUIDv7.self)
    }

    private func restore(_ dump: SchemaDump, of road: Road, to place: Place) async throws -> Road {
        guard place == .anotherServer else {
            try await dump.restore(into: road.teller)
            return road
        }
        let server = try await OwnServer(.postgres, instance: "refill")
        let configuration = try await server.postgres(schema: road.teller.schema)
        try await dump.restore(into: configuration)
        let pool = PostgresPool(configuration: PoolConfiguration(connection: configuration, maximumConnections: 4))
        // Else the test would not see what it is about: here the transactions of the dump are yet to come.
        let isAhead = try await pool.query(
            "SELECT max(xid::text::bigint) > pg_current_xact_id()::text::bigint FROM event_log")
        #expect(try isAhead.decode(Bool.self) == [true])
        return Road(
            virtualHost: road.virtualHost, teller: configuration, hearer: road.hearer, tellerPool: pool,
            hearerPool: road.hearerPool, partitioning: road.partitioning)
    }
}

extension Road {
    /// Runs the hearer's pump and desk while the body runs.
    func listening(_ body: (Pump) async throws -> Void) async throws {
        try await pumping { pump in
            let publisher = publisher()
            let desk = RefillDesk(
                subscription: subscription, database: hearer, broker: virtualHost.configuration, publisher: publisher,
                publications: [], eventsPerSecond: 1000, logger: Self.logger)
            let answering = Task { await desk.run() }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body(pump)) } catch { outcome = .failure(error) }
            answering.cancel()
            await answering.value
            await publisher.close()
            try outcome.get()
        }
    }

    /// Begins a new epoch of the teller's log, as its command does.
    func rebase(patience: Duration = .seconds(20)) async throws -> RebaseSummary {
        let session = try await PostgresConnection.connect(teller)
        let outcome: Result<RebaseSummary, any Error>
        do {
            let rebase = try await Rebase(of: "tests", on: session)
            let dumpedAfter = try await rebase.dumpedAfter()
            let inquiry = RebaseInquiry(
                subscription: tellerSubscription, broker: virtualHost.configuration, publications: Self.publications,
                without: [])
            let heard = try await inquiry.ask(since: dumpedAfter, patience: patience) { _ in }
            outcome = .success(
                try await rebase.begin(
                    knowing: heard, dumpedAfter: dumpedAfter, actor: "tests", reason: "a restore"
                ) { _ in })
        } catch {
            outcome = .failure(error)
        }
        await session.close()
        return try outcome.get()
    }

    func lostEvents() async throws -> Set<UUIDv7> {
        Set(try await tellerPool.query("SELECT id FROM lost_event").decode(UUIDv7.self))
    }

    func unrelayed() async throws -> Int64 {
        try await RelayBacklog.measure(in: tellerPool).events
    }
}
