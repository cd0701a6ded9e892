internal import AMQP

/// Compares what a service declares with what was seen on the broker.
///
/// What could not be seen is not found amiss; ``ObservedTopology/unseen`` tells of it.
public struct TopologyDiff: Sendable {
    /// What should be there.
    public let declared: DeclaredTopology
    /// What is there.
    public let observed: ObservedTopology

    let queues: [String: ObservedTopology.Queue]
    let exchanges: [String: AMQPTopology.Exchange]
    let bindings: [String: [AMQPTopology.Binding]]?

    /// Compares the two.
    public init(_ declared: DeclaredTopology, _ observed: ObservedTopology) {
        self.declared = declared
        self.observed = observed
        queues = Dictionary(observed.queues.map { ($0.name, $0) }) { first, _ in first }
        exchanges = Dictionary(observed.exchanges.map { ($0.name, $0) }) { first, _ in first }
        // Every queue is bound to the default exchange by its name, which nobody can undo.
        bindings = observed.bindings.map { Dictionary(grouping: $0.filter { !$0.exchange.isEmpty }, by: \.queue) }
    }

    /// All that is amiss, in the order in which it should be mended.
    public var findings: [TopologyFinding] {
        exchangeFindings + rightsFindings + featureFindings + detourFindings + queueFindings + bindingFindings
            + orphanFindings
            + listenerFindings
    }

    /// What mends all that is amiss, each step once.
    public var steps: [TopologyStep] {
        var known: Set<TopologyStep> = []
        return findings.map(\.mending).filter { known.insert($0).inserted }
    }

    // MARK: - Exchanges

    private var exchangeFindings: [TopologyFinding] {
        declared.own.exchanges.compactMap { exchange in
            guard let seen = exchanges[exchange.name] else {
                return TopologyFinding(
                    .missingExchange, exchange.name, "is not there", mending: .declareExchange(exchange))
            }
            guard seen.kind != exchange.kind || seen.isDurable != exchange.isDurable else { return nil }
            return TopologyFinding(
                .wrongExchange, exchange.name,
                "is \(seen.isDurable ? "a durable" : "a transient") \(seen.kind.rawValue) exchange instead of "
                    + "\(exchange.isDurable ? "a durable" : "a transient") \(exchange.kind.rawValue) one",
                mending: .administer(
                    "stop all services, delete exchange \(exchange.name), import the definitions that "
                        + "`topology show --definitions` prints, and start the services, which bind their queues anew"))
        }
    }

    private var featureFindings: [TopologyFinding] {
        guard let flag = observed.version?.deadLetterFeatureFlag, observed.disabledFeatureFlags?.contains(flag) == true
        else { return [] }
        return [
            TopologyFinding(
                .featureOff, flag, "is off, so that the broker may lose dead letters on their way",
                mending: .administer("run `rabbitmqctl enable_feature_flag \(flag)` on the broker"))
        ]
    }

    // MARK: - Own queues

    private var queueFindings: [TopologyFinding] {
        declared.own.queues.flatMap { queue -> [TopologyFinding] in
            let bindings = declared.bindings(of: queue.name)
            guard let seen = queues[queue.name] else {
                return [
                    TopologyFinding(
                        .missingQueue, queue.name,
                        "is not there; what was told meanwhile is missing, and asked for again once a gap shows",
                        mending: .declareQueue(queue, bindings: bindings))
                ]
            }
            return [argumentFinding(queue, seen, bindings), policyFinding(queue, seen)].compactMap(\.self)
        }
    }

    private func argumentFinding(
        _ queue: AMQPTopology.Queue, _ seen: ObservedTopology.Queue, _ bindings: [AMQPTopology.Binding]
    ) -> TopologyFinding? {
        let difference = seen.arguments.map { self.difference(queue.declaredArguments, $0) } ?? seen.refusal
        guard let difference, !difference.isEmpty else { return nil }
        return TopologyFinding(
            .wrongArguments, queue.name, difference, mending: .recreateQueue(queue, bindings: bindings))
    }

    private func difference(_ wanted: AMQPTable, _ seen: AMQPTable) -> String {
        Set(wanted.keys).union(seen.keys).sorted().filter { wanted[$0] != seen[$0] }.map { name in
            switch (wanted[name], seen[name]) {
            case (let wanted?, let seen?): "\(name) is \(seen.shown) instead of \(wanted.shown)"
            case (let wanted?, nil): "\(name) is not set, instead of \(wanted.shown)"
            case (nil, let seen?): "\(name) is \(seen.shown), and should not be set"
            case (nil, nil): ""
            }
        }.joined(separator: "; ")
    }

    /// A policy cannot lift what a queue was declared with, but it can take from it: the lower limit holds.
    private func policyFinding(_ queue: AMQPTopology.Queue, _ seen: ObservedTopology.Queue) -> TopologyFinding? {
        var faults = ["message-ttl", "expires", "max-length", "max-length-bytes"].compactMap { key in
            seen.policy[key].map { "\(key) \($0.shown) lets messages go" }
        }
        if let version = observed.version, let limit = seen.policy["delivery-limit"]?.number {
            let wanted = version.deliveryLimit(argument: queue.deliveryLimit, policy: nil)
            let effective = version.deliveryLimit(argument: queue.deliveryLimit, policy: limit)
            if let effective, effective < wanted ?? .max {
                faults.append(
                    "delivery-limit makes it \(effective) deliveries instead of \(wanted.map(String.init) ?? "any number")"
                )
            }
        }
        guard !faults.isEmpty else { return nil }
        return TopologyFinding(
            .limitingPolicy, queue.name, "a policy takes from it: " + faults.joined(separator: "; "),
            mending: .administer("take the policy from \(queue.name)"))
    }

    // MARK: - Bindings

    private var bindingFindings: [TopologyFinding] {
        guard let bindings else { return [] }
        return declared.own.queues.filter { queues[$0.name] != nil }.flatMap { queue in
            let wanted = declared.bindings(of: queue.name)
            let seen = bindings[queue.name] ?? []
            let missing = wanted.filter { !seen.contains($0) }.map { binding in
                TopologyFinding(
                    .missingBinding, queue.name, "is not bound to \(binding.routingKey) of \(binding.exchange)",
                    mending: .bind(binding))
            }
            let extra = seen.filter { !wanted.contains($0) }.map { binding in
                TopologyFinding(
                    .extraBinding, queue.name, "hears \(binding.routingKey) of \(binding.exchange) too",
                    mending: .unbind(binding))
            }
            return missing + extra
        }
    }

    // MARK: - Queues of nobody

    private var orphanFindings: [TopologyFinding] {
        guard observed.hasAllQueues else { return [] }
        let own = Set(declared.own.queues.map(\.name))
        return observed.queues.filter { $0.name.hasPrefix("\(declared.service).") && !own.contains($0.name) }.map {
            TopologyFinding(
                .orphanQueue, $0.name, "is declared by nobody; \($0.holding)",
                mending: .deleteQueue($0.name, bindings: bindings?[$0.name] ?? []))
        }
    }

    // MARK: - Listeners

    private var listenerFindings: [TopologyFinding] {
        missingListeners + strayListeners
    }

    private var missingListeners: [TopologyFinding] {
        declared.listeners.compactMap { listener in
            let mending = TopologyStep.migrate(service: listener.subscriber)
            if queues[listener.queue] == nil {
                return TopologyFinding(
                    .missingListener, listener.queue,
                    "of \(listener.subscriber) is not there; nothing is told until it is",
                    mending: mending)
            }
            guard let bindings else { return nil }
            let isBound = (bindings[listener.queue] ?? []).contains {
                $0.exchange == Subscription.eventsExchange && $0.routingKey == listener.routingKey
            }
            return isBound
                ? nil
                : TopologyFinding(
                    .missingListener, listener.queue,
                    "of \(listener.subscriber) is not bound to \(listener.routingKey), and misses what is told",
                    mending: mending)
        }
    }

    /// Queues that hear this service's facts, and that no publication names.
    private var strayListeners: [TopologyFinding] {
        guard let bindings, observed.hasAllQueues else { return [] }
        let known = Set(declared.listeners.map(\.queue) + declared.own.queues.map(\.name))
        return bindings.keys.sorted().filter { !known.contains($0) && !$0.hasPrefix("\(declared.service).") }
            .compactMap { queue in
                let keys = (bindings[queue] ?? []).filter {
                    $0.exchange == Subscription.eventsExchange && $0.routingKey.hasPrefix("\(declared.service).")
                }.map(\.routingKey)
                guard !keys.isEmpty else { return nil }
                return TopologyFinding(
                    .strayListener, queue,
                    "hears \(keys.joined(separator: ", ")), and no publication names who listens; "
                        + (queues[queue]?.holding ?? ""),
                    mending: .administer("delete queue \(queue), unless a service that is still to come declares it"))
            }
    }
}

extension ObservedTopology.Queue {
    /// What would be lost with it, and who would miss it.
    fileprivate var holding: String {
        "messages in it: \(messages), consumers: \(consumers)"
    }
}

extension AMQPFieldValue {
    /// For people.
    fileprivate var shown: String {
        switch self {
        case .boolean(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): value
        case .timestamp(let value): "\(value)"
        case .bytes(let value): "\(value.count) bytes"
        case .array(let values): "[" + values.map(\.shown).joined(separator: ", ") + "]"
        case .table(let table): "{" + table.keys.sorted().joined(separator: ", ") + "}"
        }
    }

    fileprivate var number: Int? {
        guard case .integer(let number) = self else { return nil }
        return Int(exactly: number)
    }
}
