internal import CRabbitMQ

extension Session {
    /// Declares what is not there yet.
    func declare(_ topology: AMQPTopology) throws(AMQPError) {
        for exchange in topology.exchanges {
            try declare(exchange)
        }
        for queue in topology.queues {
            try declare(queue)
        }
        for binding in topology.bindings {
            try declare(binding)
        }
    }

    /// Which of these queues do not exist.
    func missing(of queues: [String]) throws(AMQPError) -> [String] {
        var missing: [String] = []
        for queue in queues {
            do {
                _ = try depth(of: queue)
            } catch .notFound {
                missing.append(queue)
            }
        }
        return missing
    }

    /// What waits in a queue.
    func depth(of queue: String) throws(AMQPError) -> AMQPQueueDepth {
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        var depth: AMQPQueueDepth?
        try request("queue \"\(queue)\"", on: channel) {
            let answer = amqp_queue_declare(connection, channel, scratch.bytes(queue), 1, 0, 0, 0, scratch.table([:]))
            depth = answer.map {
                AMQPQueueDepth(messages: Int($0.pointee.message_count), consumers: Int($0.pointee.consumer_count))
            }
            return depth != nil
        }
        guard let depth else { throw .notFound(resources: ["queue \"\(queue)\""]) }
        return depth
    }

    /// Whether an exchange exists, of whatever kind. Anyone may ask, whoever may declare it.
    func exists(exchange: String) throws(AMQPError) -> Bool {
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        do {
            try request("exchange \"\(exchange)\"", on: channel) {
                amqp_exchange_declare(
                    connection, channel, scratch.bytes(exchange), scratch.bytes("topic"), 1, 0, 0, 0, scratch.table([:])
                )
                    != nil
            }
            return true
        } catch .notFound {
            return false
        }
    }

    /// Takes a binding away.
    func unbind(_ binding: AMQPTopology.Binding) throws(AMQPError) {
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        try request("binding of queue \"\(binding.queue)\" to exchange \"\(binding.exchange)\"", on: channel) {
            amqp_queue_unbind(
                connection, channel, scratch.bytes(binding.queue), scratch.bytes(binding.exchange),
                scratch.bytes(binding.routingKey), scratch.table(binding.arguments)) != nil
        }
    }

    /// Deletes a queue and all that it holds.
    func delete(queue: String) throws(AMQPError) {
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        try request("queue \"\(queue)\"", on: channel) {
            amqp_queue_delete(connection, channel, scratch.bytes(queue), 0, 0) != nil
        }
    }

    private func declare(_ exchange: AMQPTopology.Exchange) throws(AMQPError) {
        // Who may not declare what all share would be refused even where it exists.
        if exchange.isShared, try exists(exchange: exchange.name) { return }
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        do {
            try request("exchange \"\(exchange.name)\"", on: channel) {
                amqp_exchange_declare(
                    connection, channel, scratch.bytes(exchange.name), scratch.bytes(exchange.kind.rawValue), 0,
                    exchange.isDurable ? 1 : 0, 0, exchange.isInternal ? 1 : 0, scratch.table(exchange.arguments))
                    != nil
            }
        } catch .accessRefused(let reason) where exchange.isShared {
            throw .accessRefused(reason: "exchange \"\(exchange.name)\" is not there, and \(reason)")
        }
    }

    private func declare(_ queue: AMQPTopology.Queue) throws(AMQPError) {
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        try request("queue \"\(queue.name)\"", on: channel) {
            amqp_queue_declare(
                connection, channel, scratch.bytes(queue.name), 0, queue.isDurable ? 1 : 0, 0, 0,
                scratch.table(queue.declaredArguments)) != nil
        }
    }

    private func declare(_ binding: AMQPTopology.Binding) throws(AMQPError) {
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        try request("binding of queue \"\(binding.queue)\" to exchange \"\(binding.exchange)\"", on: channel) {
            amqp_queue_bind(
                connection, channel, scratch.bytes(binding.queue), scratch.bytes(binding.exchange),
                scratch.bytes(binding.routingKey), scratch.table(binding.arguments)) != nil
        }
    }
}
