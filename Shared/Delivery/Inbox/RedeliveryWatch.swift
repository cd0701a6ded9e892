internal import AMQP

/// Which queues are taken with care, one message at a time, since processes may have died of one of theirs.
///
/// One death shows nothing: most processes are killed, or run on a host that fails, and with them goes all that they were
/// sent ahead. What two have died with is suspect. A pure value.
struct RedeliveryWatch: Sendable, Equatable {
    /// The queues that are taken with care.
    private(set) var queues: Set<String> = []

    /// A message that was delivered in vain so often may be one that the process dies of.
    static let suspectDeliveries = 2

    /// What changes in how queues are taken.
    struct Change: Sendable, Equatable {
        /// From now on one message at a time.
        var careful: Set<String> = []
        /// As ever again.
        var usual: Set<String> = []
    }

    /// Takes no notice of queues any more.
    mutating func forget(_ queues: [String]) {
        self.queues.subtract(queues)
    }

    /// Whether a delivery is one that the process may die of.
    /// - Parameter returns: how many deliveries in vain of it are explained by this process itself, which has lived on.
    func isSuspect(_ delivery: AMQPDelivery, returns: Int) -> Bool {
        delivery.isRedelivered
            && (queues.contains(delivery.queue) || delivery.deliveryCount - returns >= Self.suspectDeliveries)
    }

    /// Notes deliveries before they are handled: what was delivered in vain again and again calls for care, and a queue
    /// that has come to what was never delivered before needs none any more.
    mutating func note(_ deliveries: [AMQPDelivery], returns: Int) -> Change {
        var change = Change()
        for delivery in deliveries {
            if isSuspect(delivery, returns: returns) {
                if queues.insert(delivery.queue).inserted { change.careful.insert(delivery.queue) }
            } else if !delivery.isRedelivered, queues.remove(delivery.queue) != nil {
                change.usual.insert(delivery.queue)
                change.careful.remove(delivery.queue)
            }
        }
        return change
    }
}
