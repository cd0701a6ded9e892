internal import AMQP

// What leads to a shared exchange otherwise than by publishing there, where alone the broker looks at keys.

extension TopologyDiff {
    var detourFindings: [TopologyFinding] {
        let shared = Set(declared.own.exchanges.filter(\.isShared).map(\.name))
        let bound = (observed.exchangeBindings ?? []).filter { shared.contains($0.destination) }.map { binding in
            TopologyFinding(
                .detour, binding.source, "leads \(binding.routingKey) on to \(binding.destination)",
                mending: .administer("unbind exchange \(binding.destination) from exchange \(binding.source)"))
        }
        let alternates = observed.exchanges.compactMap { exchange -> TopologyFinding? in
            guard case .string(let next)? = exchange.arguments["alternate-exchange"], shared.contains(next) else {
                return nil
            }
            return TopologyFinding(
                .detour, exchange.name, "leads what it cannot route on to \(next)",
                mending: .administer("delete exchange \(exchange.name)"))
        }
        return bound + alternates + observed.queues.compactMap { deadLetterDetour($0, shared) }
    }

    /// Dead letters go to their own exchange, under the name of the service whose queue it was.
    private func deadLetterDetour(_ queue: ObservedTopology.Queue, _ shared: Set<String>) -> TopologyFinding? {
        guard case .string(let next)? = queue.arguments?["x-dead-letter-exchange"], shared.contains(next) else {
            return nil
        }
        let owner = queue.name.prefix { $0 != "." }
        if next == Subscription.deadLetterExchange,
            queue.arguments?["x-dead-letter-routing-key"] == .string(String(owner))
        {
            return nil
        }
        // Of its own queues it is said already how they should have been declared.
        if declared.own.queues.contains(where: { $0.name == queue.name }) { return nil }
        return TopologyFinding(
            .detour, queue.name, "sends its dead letters to \(next) under a key that is not its service's",
            mending: .administer("delete queue \(queue.name)"))
    }
}
