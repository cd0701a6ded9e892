/// Deliveries that nobody took yet, and those who wait for some.
///
/// A pure value: it pairs the two up, and the consumer resumes the waiters that were served.
struct DeliveryBuffer {
    /// How much one waiter takes.
    struct Demand {
        let maximum: Int
        let maximumBytes: Int
    }

    struct Served: Equatable {
        let waiter: Int
        let batch: [AMQPDelivery]
    }

    private var deliveries: [AMQPDelivery] = []
    private var waiters: [(id: Int, demand: Demand)] = []

    mutating func add(_ delivery: AMQPDelivery) {
        deliveries.append(delivery)
    }

    mutating func wait(_ id: Int, for demand: Demand) {
        waiters.append((id, demand))
    }

    /// Whether the waiter was there still.
    mutating func leave(_ id: Int) -> Bool {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return false }
        waiters.remove(at: index)
        return true
    }

    /// Serves the waiters in order, as far as there are deliveries.
    mutating func serve() -> [Served] {
        var served: [Served] = []
        while !deliveries.isEmpty, !waiters.isEmpty {
            let waiter = waiters.removeFirst()
            served.append(Served(waiter: waiter.id, batch: take(waiter.demand)))
        }
        return served
    }

    /// Hands out what came from some queues before all else that is here now, each queue's in its order.
    mutating func putFirst(_ queues: Set<String>) {
        let moved = deliveries.filter { queues.contains($0.queue) }
        guard !moved.isEmpty else { return }
        deliveries = moved + deliveries.filter { !queues.contains($0.queue) }
    }

    /// Drops what nobody took, since it is delivered again.
    mutating func removeDeliveries() {
        deliveries.removeAll(keepingCapacity: true)
    }

    /// Takes at least one, however large.
    private mutating func take(_ demand: Demand) -> [AMQPDelivery] {
        var bytes = deliveries[0].body.count
        var count = 1
        while count < min(demand.maximum, deliveries.count) {
            bytes += deliveries[count].body.count
            guard bytes <= demand.maximumBytes else { break }
            count += 1
        }
        defer { deliveries.removeFirst(count) }
        return Array(deliveries[..<count])
    }
}
