import Glibc
import Testing

@testable import AMQP

@Suite("Against a scripted broker", .timeLimit(.minutes(1)))
struct ScriptedBrokerTests {
    @Test("Many messages are in flight at once, and confirms may come in any order")
    func pipelined() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let connection = try broker.accept()
            try connection.grantConfirms()
            // Nothing is confirmed before all have arrived, so a publisher that waited for each would hang.
            try connection.receive(100)
            try connection.confirm(100)
            try connection.confirm(50, multiple: true)
            try connection.confirm(99, multiple: true)
            try connection.sayGoodbye()
        }
        let publisher = AMQPPublisher(broker.configuration, maximumUnconfirmed: 100)
        let outcomes = await publisher.publish((1...100).map { order($0) })
        #expect(outcomes == Array(repeating: .confirmed, count: 100))
        await publisher.close()
        try await script.value
    }

    @Test("No more messages are in flight than the window holds")
    func bounded() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let connection = try broker.accept()
            try connection.grantConfirms()
            try connection.receive(3)
            #expect(!connection.hasInput(within: .milliseconds(50)))
            try connection.confirm(3, multiple: true)
            try connection.receive(2)
            try connection.confirm(5, multiple: true)
            try connection.sayGoodbye()
        }
        let publisher = AMQPPublisher(broker.configuration, maximumUnconfirmed: 3)
        #expect(await publisher.publish((1...5).map { order($0) }) == Array(repeating: .confirmed, count: 5))
        await publisher.close()
        try await script.value
    }

    @Test("When the connection breaks between publish and confirm, what was sent is unknown; then it goes on")
    func lostBeforeConfirm() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let first = try broker.accept()
            try first.grantConfirms()
            try first.receive(3)
            try first.confirm(2)
            first.drop()
            let second = try broker.accept()
            try second.grantConfirms()
            try second.receive(1)
            try second.confirm(1)
            try second.sayGoodbye()
        }
        let publisher = AMQPPublisher(broker.configuration, maximumUnconfirmed: 3)
        // The confirm of the second may have made room for the fourth, but not for the fifth.
        let outcomes = await publisher.publish((1...5).map { order($0) })
        guard case .unknown(.connectionLost) = outcomes[0], case .unknown(.connectionLost) = outcomes[2],
            case .unsent(.connectionLost) = outcomes[4]
        else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(outcomes[1] == .confirmed)
        #expect(await publisher.publish([order(6)]) == [.confirmed])
        await publisher.close()
        try await script.value
    }

    @Test("Nothing is sent while the broker is blocked, and it goes on by itself once unblocked")
    func blocked() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let connection = try broker.accept()
            try connection.grantConfirms()
            try connection.block("low on memory")
            broker.waitForRelease()
            #expect(!connection.hasInput(within: .milliseconds(20)))
            try connection.unblock()
            try connection.receive(1)
            try connection.confirm(1)
            try connection.sayGoodbye()
        }
        let publisher = AMQPPublisher(broker.configuration)
        for await state in publisher.states() where state == .blocked(reason: "low on memory") { break }
        // A call that cannot wait so long is told why, and has sent nothing.
        let impatient = await publisher.publish([order(1)], within: .zero)
        #expect(impatient == [.unsent(.blocked(reason: "low on memory"))])
        async let patient = publisher.publish([order(2)])
        broker.release()
        #expect(await patient == [.confirmed])
        #expect(publisher.state == .connected)
        await publisher.close()
        try await script.value
    }

    @Test("A confirm that does not come ends the wait at its limit")
    func confirmMissing() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let connection = try broker.accept()
            try connection.grantConfirms()
            try connection.receive(1)
            try connection.sayGoodbye()
        }
        let publisher = AMQPPublisher(broker.configuration)
        let outcomes = await publisher.publish([order(1)], within: .milliseconds(200))
        guard case .unknown(.timeout) = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(await publisher.unconfirmed == 1)
        await publisher.close()
        try await script.value
    }

    @Test("A broker that stops reading does not hold the publisher up: it writes only what finds room")
    func notReading() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let connection = try broker.accept()
            try connection.grantConfirms()
            broker.waitForRelease()
        }
        let publisher = AMQPPublisher(
            broker.configuration, maximumUnconfirmed: 100_000, maximumUnconfirmedBytes: 1 << 30)
        var message = order(1)
        message.isMandatory = false
        message.body = Array(repeating: 0, count: 8_000)
        let messages = Array(repeating: message, count: 4_000)
        let outcomes = await publisher.publish(messages, within: .seconds(1))
        guard case .unknown(.timeout) = outcomes.first, case .unsent(.timeout) = outcomes.last else {
            Issue.record("\(String(describing: outcomes.first)) … \(String(describing: outcomes.last))")
            return
        }
        await publisher.close(within: .milliseconds(100))
        broker.release()
        try await script.value
    }

    @Test("A write that is larger than what finds room, to a broker that does not read, ends at its limit")
    func stuckWrite() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let connection = try broker.accept()
            try connection.grantConfirms()
            broker.waitForRelease()
        }
        var configuration = broker.configuration
        configuration.writeTimeout = .milliseconds(400)
        configuration.backoff = Backoff(base: .seconds(30), cap: .seconds(30))
        let publisher = AMQPPublisher(configuration)
        var message = order(1)
        message.body = Array(repeating: 0, count: 40_000_000)
        let outcomes = await publisher.publish([message])
        guard case .unknown(.connectionLost(let reason)) = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(reason.contains("did not read"))
        await publisher.close()
        broker.release()
        try await script.value
    }

    @Test("A broker that falls silent is given up after two heartbeats")
    func missedHeartbeats() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            let connection = try broker.accept(heartbeat: 1)
            try connection.grantConfirms()
            connection.waitForHangUp()
        }
        var configuration = broker.configuration
        configuration.heartbeat = .seconds(1)
        let publisher = AMQPPublisher(configuration)
        for await state in publisher.states() {
            guard case .reconnecting(_, let error) = state else { continue }
            #expect(error == .connectionLost(reason: "heartbeat timeout, connection closed, while reading"))
            break
        }
        await publisher.close()
        try await script.value
    }

    @Test("Where nobody listens, it is unreachable, and waiting for a connection ends with that")
    func unreachable() async throws {
        var configuration = try FakeBroker().configuration
        configuration.backoff = Backoff(base: .milliseconds(10), cap: .milliseconds(20))
        let publisher = AMQPPublisher(configuration)
        let error = await #expect(throws: AMQPError.self) {
            try await publisher.connected(within: .milliseconds(300))
        }
        guard case .unreachable(configuration.address, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let outcomes = await publisher.publish([order(1)], within: .zero)
        guard case .unsent(.unreachable) = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
        await publisher.close()
    }
}
