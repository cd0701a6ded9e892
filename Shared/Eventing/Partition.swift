/// How the subjects of a source are divided, so that several instances can share the work and each subject stays in order.
public struct Partitioning: Sendable, Hashable {
    /// How many partitions each source has. Fixed for a deployment: changing it would send a subject elsewhere.
    public let count: Int

    /// As many as there are unless a deployment says otherwise (decision 26).
    public static let usual = Partitioning(count: 2)

    /// Divides into so many partitions.
    public init(count: Int) {
        precondition(count > 0, "a source has at least one partition")
        self.count = count
    }

    /// The partition of a subject, from 0.
    public func partition(of subject: String) -> Int {
        Int(fnv1a(subject.utf8) % UInt64(count))
    }

    /// The routing key of a source's partition: `orders.order.3`. All facts of an aggregate share it.
    public func routingKey(_ source: EventSource, partition: Int) -> String {
        "\(source.service).\(source.aggregate).\(partition)"
    }
}

/// The 64-bit FNV-1a hash (draft-eastlake-fnv): stable across machines and versions, unlike Swift's own.
@inlinable
public func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
}
