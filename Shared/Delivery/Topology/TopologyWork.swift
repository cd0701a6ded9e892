public import AMQP

/// Takes the steps that the connected user may take. A step that was taken before changes nothing.
public struct TopologyWork: Sendable {
    private let administration: AMQPAdministration
    private let deletesOrphans: Bool
    private let losesMessages: Bool

    /// What became of a step.
    public enum Outcome: Sendable, Hashable {
        /// It is done.
        case done
        /// It was left, since it is somebody else's, or would lose something.
        case left(String)
        /// The broker forbade it.
        case refused(String)
    }

    /// Works over a connection.
    /// - Parameters:
    ///   - deletesOrphans: whether queues that nobody declares are deleted.
    ///   - losesMessages: whether a queue that goes may hold messages.
    public init(_ administration: AMQPAdministration, deletesOrphans: Bool, losesMessages: Bool) {
        self.administration = administration
        self.deletesOrphans = deletesOrphans
        self.losesMessages = losesMessages
    }

    /// Takes a step.
    /// - Throws: when the broker is away; then nothing more can be done.
    public func take(_ step: TopologyStep) async throws(AMQPError) -> Outcome {
        do throws(AMQPError) {
            return try await attempt(step)
        } catch .accessRefused(let reason) {
            return .refused(reason)
        } catch .preconditionFailed(_, let reason) {
            return .refused(reason)
        }
    }

    private func attempt(_ step: TopologyStep) async throws(AMQPError) -> Outcome {
        switch step {
        case .declareExchange(let exchange): return try await declare(AMQPTopology(exchanges: [exchange]))
        case .declareQueue(let queue, let bindings):
            return try await declare(AMQPTopology(queues: [queue], bindings: bindings))
        case .bind(let binding): return try await declare(AMQPTopology(bindings: [binding]))
        case .unbind(let binding):
            try await administration.unbind(binding)
            return .done
        case .recreateQueue(let queue, let bindings): return try await recreate(queue, bindings)
        case .deleteQueue(let queue, let bindings):
            guard deletesOrphans else { return .left("give --delete-orphans to delete it") }
            return try await delete(queue, bindings)
        case .migrate, .importDefinitions, .administer: return .left("it is not this service's to do")
        }
    }

    private func declare(_ topology: AMQPTopology) async throws(AMQPError) -> Outcome {
        try await administration.declare(topology)
        return .done
    }

    /// A queue cannot be changed, so it goes and comes again. What is told in between, some milliseconds, reaches the other
    /// listeners only; the versions show the gap, and it is asked for again.
    private func recreate(
        _ queue: AMQPTopology.Queue, _ bindings: [AMQPTopology.Binding]
    ) async throws(AMQPError) -> Outcome {
        if let obstacle = try await obstacle(to: queue.name) { return .left(obstacle) }
        try await administration.delete(queue: queue.name)
        return try await declare(AMQPTopology(queues: [queue], bindings: bindings))
    }

    /// Nothing more arrives once the bindings are gone, so that what is empty then stays empty.
    private func delete(_ queue: String, _ bindings: [AMQPTopology.Binding]) async throws(AMQPError) -> Outcome {
        if let obstacle = try await obstacle(to: queue) { return .left(obstacle) }
        for binding in bindings { try await administration.unbind(binding) }
        if let obstacle = try await obstacle(to: queue) { return .left(obstacle) }
        try await administration.delete(queue: queue)
        return .done
    }

    /// What keeps a queue from being deleted.
    private func obstacle(to queue: String) async throws(AMQPError) -> String? {
        guard let depth = try await administration.depth(of: queue) else { return nil }
        if depth.consumers > 0 { return "it is consumed (\(depth.consumers)): stop that first" }
        if depth.messages > 0, !losesMessages {
            return
                "it holds messages (\(depth.messages)): let them be consumed, or give --lose-messages to delete them with it"
        }
        return nil
    }
}
