import LoadRig
import AMQP
import Eventing
import LogisticsEvents
import OrdersEvents
import Synchronization
import Vocabulary

/// Hears what becomes of orders, on a queue of the driver's own: what counts is that an event has arrived, not that
/// somebody meant to send it.
final class Arrivals: Sendable {
    /// When what was told of an order arrived, by ``Monotonic``.
    struct Course: Sendable {
        var confirmed: UInt64?
        var cancelled: UInt64?
        /// The first of its consignments.
        var accepted: UInt64?
        /// Whether a carrier refused one.
        var isRefused = false
    }

    /// How many orders have come how far.
    struct Counts: Sendable, Equatable {
        var confirmed = 0
        var cancelled = 0
        var accepted = 0
        var refused = 0
    }

    private struct State {
        var courses: [UUIDv7: Course] = [:]
        var counts = Counts()
        /// Of all messages since the beginning, and how many events they had.
        var bytes = 0
        var events = 0
        var failure: (any Error)?
    }

    private let consumer: AMQPConsumer
    private let state = Mutex(State())

    private static let queue = "bench.arrivals"
    /// A few batches, so that what the driver holds is bounded; the rest waits in the broker.
    private static let prefetch = 256

    /// Begins to listen.
    static func listen(to configuration: AMQPConfiguration) async throws -> Arrivals {
        let arrivals = Arrivals(configuration)
        try await arrivals.consumer.connected(within: .seconds(10))
        Task { await arrivals.receive() }
        return arrivals
    }

    private init(_ configuration: AMQPConfiguration) {
        // It keeps nothing on disk, so that it costs the broker as little as a listener can.
        let queue = AMQPTopology.Queue(Self.queue, kind: .classic, isDurable: false)
        let bindings = ["orders.order.*", "logistics.consignment.*"].map {
            AMQPTopology.Binding(queue: Self.queue, exchange: "throughtrain.events", routingKey: $0)
        }
        consumer = AMQPConsumer(
            configuration, topology: AMQPTopology(queues: [queue], bindings: bindings), queues: [Self.queue],
            prefetch: Self.prefetch)
    }

    /// Forgets what it has heard so far.
    func forget() {
        state.withLock { state in
            state.courses = [:]
            state.counts = Counts()
        }
    }

    /// How far orders have come.
    /// - Throws: when it can hear no more.
    func counts() throws -> Counts {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.counts
        }
    }

    /// What it has heard of each order.
    var courses: [UUIDv7: Course] { state.withLock { $0.courses } }

    /// How many bytes of a message an event has, on the average of all that were heard.
    var bytesOfEvent: Int { state.withLock { $0.bytes / max(1, $0.events) } }

    /// Listens no longer.
    func close() async {
        await consumer.close()
    }

    private func receive() async {
        do {
            while true {
                let deliveries = try await consumer.nextBatch(maximum: 64)
                let now = Monotonic.now()
                for delivery in deliveries {
                    let events = try EventBatch.decode(delivery.body)
                    state.withLock { state in
                        state.bytes += delivery.body.count
                        state.events += events.count
                    }
                    for case .event(let event) in events { note(event, at: now) }
                }
                if let last = deliveries.last { await consumer.acknowledge(through: last.receipt) }
            }
        } catch AMQPError.closed {
            return
        } catch {
            state.withLock { $0.failure = error }
        }
    }

    private func note(_ event: EventEnvelope, at now: UInt64) {
        let order = event.source.service == "orders" ? UUIDv7(event.subject) : event.correlationID
        guard let order else { return }
        state.withLock { state in
            var course = state.courses[order, default: Course()]
            switch event.type {
            case OrderConfirmed.type.name where course.confirmed == nil:
                course.confirmed = now
                state.counts.confirmed += 1
            case OrderCancelled.type.name where course.cancelled == nil:
                course.cancelled = now
                state.counts.cancelled += 1
            case ConsignmentAccepted.type.name where course.accepted == nil:
                course.accepted = now
                state.counts.accepted += 1
            case ConsignmentRefused.type.name where !course.isRefused:
                course.isRefused = true
                state.counts.refused += 1
            default: return
            }
            state.courses[order] = course
        }
    }
}
