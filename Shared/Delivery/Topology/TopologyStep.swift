public import AMQP
public import Eventing

/// One thing that brings the bus nearer to what a service declares.
public enum TopologyStep: Sendable, Hashable {
    /// Declare an exchange.
    case declareExchange(AMQPTopology.Exchange)
    /// Declare a queue and bind it.
    case declareQueue(AMQPTopology.Queue, bindings: [AMQPTopology.Binding])
    /// Delete a queue that was declared otherwise, declare it anew and bind it.
    case recreateQueue(AMQPTopology.Queue, bindings: [AMQPTopology.Binding])
    /// Bind a queue.
    case bind(AMQPTopology.Binding)
    /// Take a binding away.
    case unbind(AMQPTopology.Binding)
    /// Delete a queue that nobody declares, its bindings first.
    case deleteQueue(String, bindings: [AMQPTopology.Binding])
    /// Let another service declare its queues.
    case migrate(service: String)
    /// Import what `topology show --definitions` prints: the shared exchanges and the user's rights.
    case importDefinitions
    /// Something else that only an administrator of the broker can do.
    case administer(String)

    /// Who can take a step.
    public enum Performer: String, CodeFieldValue, Sendable, Hashable {
        /// The service's own user, by `topology apply`.
        case service
        /// Another service, by its own `migrate` or start.
        case other
        /// An administrator of the broker.
        case administrator
    }

    /// Who can take it.
    /// - Parameter rights: those of the service's user.
    public func performer(with rights: BusRights) -> Performer {
        switch self {
        case .declareExchange(let exchange): exchange.isShared ? .administrator : .service
        case .declareQueue, .recreateQueue, .bind: .service
        case .unbind(let binding): rights.mayUnbind(binding) ? .service : .administrator
        case .deleteQueue(let queue, let bindings):
            BusRights.matches(queue, rights.configure) && bindings.allSatisfy(rights.mayUnbind)
                ? .service : .administrator
        case .migrate: .other
        case .importDefinitions, .administer: .administrator
        }
    }

    /// Whether it is done by importing what `topology show --definitions` prints.
    public var asksForDefinitions: Bool {
        switch self {
        case .importDefinitions: true
        case .declareExchange(let exchange): exchange.isShared
        default: false
        }
    }

    /// The queue that goes by it, with all that it holds.
    public var deletesQueue: String? {
        switch self {
        case .recreateQueue(let queue, _): queue.name
        case .deleteQueue(let queue, _): queue
        default: nil
        }
    }
}

extension TopologyStep: CustomStringConvertible {
    /// What is done.
    public var description: String {
        switch self {
        case .declareExchange(let exchange): "declare exchange \(exchange.name)"
        case .declareQueue(let queue, let bindings):
            "declare queue \(queue.name)" + bindings.map { ", bound to \($0.routingKey) of \($0.exchange)" }.joined()
        case .recreateQueue(let queue, _): "delete queue \(queue.name) and declare it anew"
        case .bind(let binding): "bind \(binding.queue) to \(binding.routingKey) of \(binding.exchange)"
        case .unbind(let binding): "unbind \(binding.queue) from \(binding.routingKey) of \(binding.exchange)"
        case .deleteQueue(let queue, _): "delete queue \(queue)"
        case .migrate(let service): "run `\(service) migrate`, or start \(service)"
        case .importDefinitions: "import the definitions that `topology show --definitions` prints"
        case .administer(let what): what
        }
    }
}

extension BusRights {
    /// Unbinding asks for the same rights as binding.
    fileprivate func mayUnbind(_ binding: AMQPTopology.Binding) -> Bool {
        Self.matches(binding.queue, write) && mayBind(binding.routingKey, to: binding.exchange)
    }
}
