/// The name of a public fact: which service tells it, of which aggregate, and the major version of its form.
public struct EventType: Sendable, Hashable {
    /// The service that publishes it: `orders`.
    public let service: String
    /// The kind of aggregate that it is told of: `order`.
    public let aggregate: String
    /// What happened: `placed`.
    public let fact: String
    /// The major version. Within it, changes only add.
    public let major: Int
    /// The CloudEvents `type`: `throughtrain.orders.order.placed.v1`.
    public let name: String
    /// Who tells it: the service, and the aggregate that it is told of.
    public let source: EventSource

    /// Names a fact by its parts.
    public init(_ service: String, _ aggregate: String, _ fact: String, major: Int = 1) {
        self.service = service
        self.aggregate = aggregate
        self.fact = fact
        self.major = major
        name = "throughtrain.\(service).\(aggregate).\(fact).v\(major)"
        source = EventSource(service, aggregate)
    }

    /// What a type's name says without its version: `throughtrain.orders.order.placed`.
    public static func fact(named name: String) -> Substring {
        name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    }

    /// Facts are told apart by name.
    public static func == (left: EventType, right: EventType) -> Bool {
        left.name == right.name
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

/// Who tells: a service, and the kind of aggregate. Together with the subject it names one aggregate.
public struct EventSource: Sendable, Hashable, CustomStringConvertible {
    /// The service that publishes: `orders`.
    public let service: String
    /// The kind of aggregate: `order`.
    public let aggregate: String
    /// The CloudEvents form: `/throughtrain/orders/order`.
    public let description: String

    /// Names a source by its parts.
    public init(_ service: String, _ aggregate: String) {
        self.service = service
        self.aggregate = aggregate
        description = "\(Self.prefix)\(service)/\(aggregate)"
    }

    /// Reads the CloudEvents form `/throughtrain/orders/order`; nil for anything else.
    public init?(_ text: String) {
        let slash = UInt8(ascii: "/")
        let path = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard text.utf8.starts(with: Self.prefix.utf8), let end = path.firstIndex(of: slash), end > path.startIndex
        else { return nil }
        let aggregate = path[path.index(after: end)...]
        guard !aggregate.isEmpty, !aggregate.contains(slash) else { return nil }
        service = String(text[path.startIndex..<end])
        self.aggregate = String(text[aggregate.startIndex...])
        description = text
    }

    private static let prefix = "/throughtrain/"

    /// Sources are told apart by their form.
    public static func == (left: EventSource, right: EventSource) -> Bool {
        left.description == right.description
    }

    /// Hashes the form.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(description)
    }
}
