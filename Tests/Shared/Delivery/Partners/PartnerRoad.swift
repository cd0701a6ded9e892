import AMQP
import Eventing
import Postgres
import TestSupport
import Vocabulary

@testable import Delivery

/// A service `tests` that tells partners over a broker, and the partners, as they read there.
struct PartnerRoad: Sendable {
    let road: Road
    let relay: PartnerRelay

    static let facts: [any Event.Type] = [Sold.self, Carried.self, Announced.self, Noted.self]

    static func with(_ body: (PartnerRoad) async throws -> Void) async throws {
        try await Road.with { road in
            let publisher = AMQPPublisher(road.virtualHost.configuration, topology: road.subscription.topology)
            try await publisher.connected(within: .seconds(20))
            let relay = PartnerRelay(
                service: "tests", database: road.teller, publisher: publisher, facts: facts, logger: Road.logger)
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body(PartnerRoad(road: road, relay: relay)))
            } catch {
                outcome = .failure(error)
            }
            await publisher.close()
            try outcome.get()
        }
    }

    /// Tells partners while the body runs, and is ended without more ado then, as by a kill.
    func telling(_ body: () async throws -> Void) async throws {
        let running = Task { [relay] in await relay.run() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        running.cancel()
        await running.value
        try outcome.get()
    }

    /// Registers a partner, once what it reads from is there.
    func register(_ name: String, id: UUIDv7 = .make()) async throws -> Partner {
        let address = try Self.address(name)
        let administration = try await AMQPAdministration.connect(road.virtualHost.configuration)
        try await administration.declare(address.topology(toldBy: "tests"))
        await administration.close()
        let key = PartnerKey.make()
        try await road.tellerPool.withTransaction { transaction in
            try await PartnerRegister(in: transaction).add(id, name: name, key: key, at: .wallTime())
        }
        return Partner(road: road, id: id, address: address, key: key)
    }

    static func address(_ name: String) throws -> PartnerAddress {
        guard let address = PartnerAddress(name) else { throw Road.Refused() }
        return address
    }

    /// Tells the services, each event in a transaction of its own.
    func tell(_ events: any Event...) async throws {
        let log = EventLog(partitioning: road.partitioning, wakeup: road.wakeup)
        for event in events {
            try await road.tellerPool.withTransaction { transaction in
                try log.append([try Self.pending(event)], in: transaction)
            }
        }
    }

    private static func pending(_ event: some Event) throws -> PendingEvent {
        try PendingEvent(event, correlationID: .make())
    }

    /// How many events a partner was told by what is kept.
    func told(_ partner: Partner) async throws -> Int64 {
        try await road.tellerPool.query("SELECT told FROM partner WHERE id = \(partner.id)").decode(Int64.self).first
            ?? 0
    }
}

/// A partner at the end of the road.
struct Partner: Sendable {
    let road: Road
    let id: UUIDv7
    let address: PartnerAddress
    let key: PartnerKey

    /// Takes what its queue holds, until so many events are there.
    func take(_ count: Int) async throws -> [EventEnvelope] {
        try await bodies(count).flatMap { try EventBatch.decode($0) }.compactMap { element in
            if case .event(let event) = element { event } else { nil }
        }
    }

    /// Takes the messages of its queue as they come, until so many events are there.
    func bodies(_ count: Int) async throws -> [[UInt8]] {
        let consumer = AMQPConsumer(road.virtualHost.configuration, queues: [address.queue], prefetch: 50)
        try await consumer.connected(within: .seconds(20))
        var bodies: [[UInt8]] = []
        var seen = 0
        while seen < count {
            for delivery in try await consumer.nextBatch(maximum: 50) {
                bodies.append(delivery.body)
                seen += try EventBatch.decode(delivery.body).count
                await consumer.acknowledge([delivery.receipt])
            }
        }
        await consumer.close()
        return bodies
    }
}
