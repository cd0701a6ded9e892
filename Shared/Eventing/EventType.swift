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

    /// Names a fact by its parts.
    public init(_ service: String, _ aggregate: String, _ fact: String, major: Int = 1) {
        self.service = service
        self.aggregate = aggregate
        self.fact = fact
        self.major = major
        name = "throughtrain.\(service).\(aggregate).\(fact).v\(major)"
    }

    /// What a type's name says without its version: `throughtrain.orders.order.placed`.
    public static func fact(named name: String) -> Substring {
        name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    }

    /// The aggregate that it is told of.
    public var source: EventSource {
        EventSource(service, aggregate)
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

    /// Names a source by its parts.
    public init(_ service: String, _ aggregate: String) {
        self.service = service
        self.aggregate = aggregate
    }

    /// Reads the CloudEvents form `/throughtrain/orders/order`; nil for anything else.
    public init?(_ text: String) {
        let slash = UInt8(ascii: "/")
        let path = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard text.utf8.starts(with: Self.prefix.utf8), let end = path.firstIndex(of: slash), end > path.startIndex
        else { return nil }
        let aggregate = path[path.index(after: end)...]
        guard !aggregate.isEmpty, !aggregate.contains(slash) else { return nil }
        self.init(String(text[path.startIndex..<end]), String(text[aggregate.startIndex...]))
    }

    private static let prefix = "/throughtrain/"

    /// The CloudEvents form: `/throughtrain/orders/order`.
    public var description: String {
        "\(Self.prefix)\(service)/\(aggregate)"
    }
}
