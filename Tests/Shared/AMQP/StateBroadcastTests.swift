import Testing

@testable import AMQP

@Suite("State broadcast", .timeLimit(.minutes(1)))
struct StateBroadcastTests {
    private let broadcast = StateBroadcast()
    private let outage = AMQPError.connectionLost(reason: "test")

    @Test("A follower is told the state now and each change, once, up to the end")
    func following() async {
        let states = broadcast.states()
        broadcast.state = .connected
        broadcast.state = .connected
        broadcast.state = .reconnecting(attempt: 1, lastError: outage)
        broadcast.state = .closed
        let told = await states.reduce(into: []) { $0.append($1) }
        #expect(told == [.connecting, .connected, .reconnecting(attempt: 1, lastError: outage), .closed])
    }

    @Test("Closed is for good, and whoever follows then is told only that")
    func closed() async {
        broadcast.state = .closed
        broadcast.state = .connected
        #expect(broadcast.state == .closed)
        #expect(await broadcast.states().reduce(into: []) { $0.append($1) } == [.closed])
    }

    @Test("Waiting for a connection lasts through outages")
    func outages() async throws {
        broadcast.state = .reconnecting(attempt: 1, lastError: outage)
        async let connected: Void = broadcast.connected(within: .seconds(30))
        broadcast.state = .reconnecting(attempt: 2, lastError: outage)
        broadcast.state = .connected
        try await connected
    }

    @Test("Waiting for a connection ends at once with what waiting cannot mend")
    func refusal() async {
        let refusal = AMQPError.authenticationRefused(user: "u")
        broadcast.state = .reconnecting(attempt: 1, lastError: refusal)
        await #expect(throws: refusal) { try await broadcast.connected(within: .seconds(30)) }
    }

    @Test("Waiting for a connection ends at its limit with the last failure")
    func limit() async {
        broadcast.state = .reconnecting(attempt: 1, lastError: outage)
        await #expect(throws: outage) { try await broadcast.connected(within: .milliseconds(10)) }
    }

    @Test("Waiting for a connection ends when closed, or when cancelled")
    func ends() async {
        let waiting = Task { try await broadcast.connected(within: .seconds(30)) }
        waiting.cancel()
        await #expect(throws: AMQPError.cancelled) { try await waiting.value }
        broadcast.state = .closed
        await #expect(throws: AMQPError.closed) { try await broadcast.connected(within: .seconds(30)) }
    }
}
