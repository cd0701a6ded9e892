internal import Delivery
internal import Eventing

extension ServiceSettings {
    /// How many messages of a source lie in a service's queues; nil if the broker cannot be asked.
    func messagesQueued(of source: String, for service: String) async -> Int64? {
        nil
    }
}
