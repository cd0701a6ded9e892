public import Eventing

/// One way in which the bus is not as a service declares it, and what would mend it.
public struct TopologyFinding: Sendable, Hashable {
    /// What is amiss.
    public enum Kind: String, CodeFieldValue, Sendable, Hashable {
        /// An exchange is not there.
        case missingExchange = "missing-exchange"
        /// An exchange is of another kind.
        case wrongExchange = "wrong-exchange"
        /// A queue of the service's own is not there.
        case missingQueue = "missing-queue"
        /// A queue of the service's own was declared otherwise.
        case wrongArguments = "wrong-arguments"
        /// A policy of the broker takes from a queue what it was declared with.
        case limitingPolicy = "limiting-policy"
        /// A queue of the service's own is not bound.
        case missingBinding = "missing-binding"
        /// A queue of the service's own hears what it should not.
        case extraBinding = "extra-binding"
        /// A queue carries the service's name, and the service does not declare it.
        case orphanQueue = "orphan-queue"
        /// A queue of a listener is not there, or not bound.
        case missingListener = "missing-listener"
        /// A queue hears the service, and belongs to none of its listeners.
        case strayListener = "stray-listener"
        /// Something leads to an exchange that all share, past the bounds on the keys that a user may publish.
        case detour
        /// The user may do too much, or too little, or what it may do is written otherwise.
        case wrongRights = "wrong-rights"
        /// The broker does not do what the queues ask for.
        case featureOff = "feature-off"
    }

    /// What is amiss.
    public let kind: Kind
    /// The exchange, queue or user.
    public let subject: String
    /// How it is, in words.
    public let detail: String
    /// What mends it.
    public let mending: TopologyStep

    /// Says what is amiss, and what mends it.
    public init(_ kind: Kind, _ subject: String, _ detail: String, mending: TopologyStep) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
        self.mending = mending
    }
}
