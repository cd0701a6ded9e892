import AMQP
import Eventing
import Testing
import Vocabulary

@testable import Delivery

private let partitioning = Partitioning(count: 4)
private let heard: Set = [EventSource("orders", "order"), EventSource("orders", "claim")]

private func logged(_ position: Int64, partition: Int = 0, bytes: Int = 2, aggregate: String = "order") -> LoggedEvent {
    LoggedEvent(
        position: position, partition: partition,
        envelope: EventEnvelope(
            id: .make(), source: EventSource("orders", aggregate), type: "t", subject: "s",
            subjectVersion: Int32(position), time: .example(),
            data: Array("\"\(String(repeating: "x", count: max(0, bytes - 2)))\"".utf8)))
}

private func versions(_ body: [UInt8]) throws -> [Int32] {
    try EventBatch.decode(body).map { element in
        guard case .event(let event) = element else { return -1 }
        return event.subjectVersion
    }
}

@Suite("A round of the relay")
struct RelayRoundTests {
    @Test("sends the events of a key together, in order, and the keys side by side")
    func together() throws {
        let events = [logged(1), logged(2, partition: 1), logged(3), logged(4, aggregate: "claim"), logged(5)]
        let round = try RelayRound(events, exchange: "e", partitioning: partitioning, heard: heard)
        #expect(round.waves.count == 1)
        #expect(round.waves[0].map(\.routingKey) == ["orders.order.0", "orders.order.1", "orders.claim.0"])
        #expect(try round.waves[0].map { try versions($0.body) } == [[1, 3, 5], [2], [4]])
        #expect(round.waves[0].allSatisfy { $0.isMandatory && $0.isPersistent && $0.exchange == "e" })
    }

    @Test("never has two messages of one key in a wave")
    func waves() throws {
        let count = Int64(RelayRound.maximumEvents * 2 + 1)
        let events = (1...count).map { logged($0) } + [logged(count + 1, partition: 1)]
        let round = try RelayRound(events, exchange: "e", partitioning: partitioning, heard: heard)
        #expect(round.waves.map(\.count) == [2, 1, 1])
        let sent = try round.waves.flatMap { wave in
            try wave.filter { $0.routingKey == "orders.order.0" }.map { try versions($0.body) }
        }
        #expect(sent.flatMap { $0 } == Array(1...Int32(count)))
    }

    @Test("bounds a message's bytes, but lets one large event travel alone")
    func bytes() throws {
        let half = RelayRound.maximumBytes / 2
        let events = [logged(1, bytes: half), logged(2, bytes: half), logged(3, bytes: half * 3), logged(4)]
        let round = try RelayRound(events, exchange: "e", partitioning: partitioning, heard: heard)
        #expect(try round.waves.flatMap { try $0.map { try versions($0.body) } } == [[1, 2], [3], [4]])
    }

    @Test("lets what nobody listens to reach no queue")
    func unheard() throws {
        let events = [logged(1), logged(2, aggregate: "payout")]
        let round = try RelayRound(events, exchange: "e", partitioning: partitioning, heard: heard)
        #expect(round.waves[0].map(\.isMandatory) == [true, false])
    }
}
