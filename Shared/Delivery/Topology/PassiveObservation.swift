public import AMQP

extension AMQPAdministration {
    /// Looks at a service's topology by asking for each thing by its name, which any user may.
    ///
    /// Bindings, rights and queues that nobody asks for cannot be seen so.
    public func observe(_ declared: DeclaredTopology) throws(AMQPError) -> ObservedTopology {
        var observed = ObservedTopology(version: brokerVersion)
        for exchange in declared.own.exchanges where try exists(exchange: exchange.name) {
            observed.exchanges.append(exchange)
        }
        for queue in declared.own.queues {
            guard let depth = try depth(of: queue.name) else { continue }
            var seen = ObservedTopology.Queue(queue.name, depth)
            do {
                seen.refusal = try refusal(of: queue)
            } catch .accessRefused(let reason) {
                observed.unseen.append("how \(queue.name) was declared, since the broker forbids it: \(reason)")
            }
            observed.queues.append(seen)
        }
        for listener in declared.listeners {
            guard let depth = try depth(of: listener.queue) else { continue }
            observed.queues.append(ObservedTopology.Queue(listener.queue, depth))
        }
        observed.unseen.append(
            "bindings, rights, policies and queues of nobody: set rabbitmq.management-url to have them looked at")
        return observed
    }

    /// How the broker refuses to take a queue that is there for one declared as it should be; nil when it does not. To
    /// declare what is there as it is changes nothing.
    private func refusal(of queue: AMQPTopology.Queue) throws(AMQPError) -> String? {
        do throws(AMQPError) {
            try declare(AMQPTopology(queues: [queue]))
            return nil
        } catch .preconditionFailed(_, let reason) {
            return reason
        }
    }
}

extension ObservedTopology.Queue {
    fileprivate init(_ name: String, _ depth: AMQPQueueDepth) {
        self.init(name)
        messages = depth.messages
        consumers = depth.consumers
    }
}
