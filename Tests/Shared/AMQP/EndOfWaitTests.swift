import Testing

@testable import AMQP

/// An actor on a thread of its own may do something else at each await, even of what waits for nothing. So these end waits at many
/// moments, of which some lie in between.
@Suite("A wait for the broker ends", .timeLimit(.minutes(1)))
struct EndOfWaitTests {
    /// Nobody listens there.
    private let nowhere = AMQPConfiguration(
        host: "127.0.0.1", port: 1, user: "u", password: "p", connectionName: "nowhere")

    private func pause(_ round: Int) async {
        for _ in 0..<round % 7 { await Task.yield() }
    }

    @Test("whenever it is cancelled")
    func cancelled() async throws {
        let (consumer, publisher) = (AMQPConsumer(nowhere), AMQPPublisher(nowhere))
        for round in 0..<5_000 {
            let receiving = Task { try await consumer.nextBatch(maximum: 1) }
            let publishing = Task { await publisher.publish([order(1)]) }
            await pause(round)
            receiving.cancel()
            publishing.cancel()
            await #expect(throws: AMQPError.cancelled) { try await receiving.value }
            #expect(await publishing.value == [.unsent(.cancelled)])
        }
        await consumer.close()
        await publisher.close()
    }

    @Test("whenever who waits is closed")
    func closed() async throws {
        for round in 0..<500 {
            let (consumer, publisher) = (AMQPConsumer(nowhere), AMQPPublisher(nowhere))
            let receiving = Task { try await consumer.nextBatch(maximum: 1) }
            let publishing = Task { await publisher.publish([order(1)]) }
            await pause(round)
            async let closing: Void = publisher.close()
            await consumer.close()
            await publisher.close()
            await closing
            await #expect(throws: AMQPError.closed) { try await receiving.value }
            #expect(await publishing.value == [.unsent(.closed)])
        }
    }
}
