import AMQP
import Eventing
import Logging
import Postgres
import TestSupport
import Vocabulary

@testable import Delivery

/// The hearer's end of a road's refills, without a pump: asks by hand, and keeps what is answered.
actor RefillRoad {
    private let road: Road
    private let asking: AMQPPublisher
    private let listening: AMQPConsumer
    private var events: [EventEnvelope] = []
    private(set) var news: [RefillNews] = []

    private init(_ road: Road) {
        self.road = road
        asking = road.publisher()
        listening = AMQPConsumer(
            road.virtualHost.configuration, topology: road.subscription.topology,
            queues: [road.subscription.refillQueue])
    }

    static func with(_ road: Road, _ body: (RefillRoad) async throws -> Void) async throws {
        let refills = RefillRoad(road)
        try await refills.listening.connected(within: .seconds(20))
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(refills)) } catch { outcome = .failure(error) }
        await refills.asking.close()
        await refills.listening.close()
        try outcome.get()
    }

    /// Runs the teller's desk while the body runs, and then ends it as it stands.
    nonisolated func answering(
        eventsPerSecond: Int = 100_000, _ body: (RefillDesk) async throws -> Void
    ) async throws {
        let publisher = road.publisher()
        let desk = road.desk(over: publisher, eventsPerSecond: eventsPerSecond)
        let running = Task { await desk.run() }
        let outcome: Result<Void, any Error>
        do {
            _ = await eventually { desk.currentStatus.isAnswering }
            outcome = .success(try await body(desk))
        } catch {
            outcome = .failure(error)
        }
        running.cancel()
        await running.value
        await publisher.close()
        try outcome.get()
    }

    func ask(_ request: RefillRequest) async throws {
        try await publish(try request.message(from: "hearer"))
    }

    /// Asks in the hearer's name, as another service could that leads its message past the bounds on keys.
    func forge(_ request: RefillRequest, by detour: Detour) async throws {
        var message = try request.message(from: "hearer")
        let connection = try await AMQPAdministration.connect(road.virtualHost.configuration)
        try await connection.declare(detour.topology(of: "thief", message.routingKey, message.exchange))
        await connection.close()
        message.exchange = detour.exchange(of: "thief")
        message.isMandatory = false
        try await publish(message)
    }

    private func publish(_ message: AMQPMessage) async throws {
        let outcomes = await asking.publish([message])
        guard outcomes == [.confirmed] else { throw ScriptedFault(description: "\(outcomes)") }
    }

    /// Waits until so many events have come since the last call, and returns them.
    func heard(events count: Int) async throws -> [EventEnvelope] {
        while events.count < count { try await hear() }
        defer { events = [] }
        return events
    }

    /// Waits until an answer is finished. Repetitions are left out, as by an inbox.
    func heardUntilFinished(
        _ request: UUIDv7
    ) async throws -> (versions: [String: [Int32]], progress: [RefillProgress]) {
        while !news.contains(where: { $0.request == request && $0.progress?.isFinished == true }) { try await hear() }
        var known: Set<UUIDv7> = []
        let versions = events.filter { known.insert($0.id).inserted }
            .reduce(into: [:]) { $0[$1.subject, default: []].append($1.subjectVersion) }
        events = []
        return (versions, news.filter { $0.request == request }.compactMap(\.progress))
    }

    func refusal(of request: UUIDv7) async throws -> String? {
        while !news.contains(where: { $0.request == request && $0.refusal != nil }) { try await hear() }
        return news.first { $0.request == request }?.refusal
    }

    private func hear() async throws {
        for delivery in try await listening.nextBatch(maximum: 64) {
            if delivery.properties.contentType == RefillNews.contentType {
                news.append(try RefillNews(decoding: delivery.body))
            } else {
                for case .event(let event) in try EventBatch.decode(delivery.body) { events.append(event) }
            }
            await listening.acknowledge([delivery.receipt])
        }
    }

    struct ScriptedFault: Error, CustomStringConvertible { let description: String }
}

extension Road {
    /// The teller's side of the bus.
    var tellerSubscription: Subscription {
        Subscription(subscriber: "tests", sources: [], partitioning: partitioning)
    }

    func desk(over publisher: AMQPPublisher, eventsPerSecond: Int = 100_000) -> RefillDesk {
        RefillDesk(
            subscription: tellerSubscription, database: teller, broker: virtualHost.configuration,
            publisher: publisher, publications: Self.publications, eventsPerSecond: eventsPerSecond,
            logger: Self.logger)
    }

    /// How many messages a queue holds that no consumer has.
    func waiting(on queue: String) async throws -> Int? {
        let connection = try await AMQPAdministration.connect(virtualHost.configuration)
        let depth = try await connection.depth(of: queue)
        await connection.close()
        return depth?.messages
    }

    /// Waits until nothing that was told is as young as some transaction of the server that is still open: what is, is
    /// left to the relay.
    func settle() async throws {
        let isSettled = try await eventually {
            try await tellerPool.query(
                "SELECT count(*) FROM event_log WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())"
            ).decode(Int.self) == [0]
        }
        if !isSettled { throw RefillRoad.ScriptedFault(description: "a transaction is open all the time") }
    }

    /// Takes a subject's first versions out of the log, as dropping their days does.
    func forget(_ subject: String, through version: Int32) async throws {
        try await tellerPool.withTransaction { transaction in
            try await transaction.execute("ALTER TABLE event_log DISABLE TRIGGER event_log_is_never_rewritten")
            try await transaction.execute(
                "DELETE FROM event_log WHERE subject = \(subject) AND subject_version <= \(version)")
            try await transaction.execute("ALTER TABLE event_log ENABLE TRIGGER event_log_is_never_rewritten")
        }
    }
}
