/// The first keys of the advisory locks that are taken in a service's schema; the second key is the schema's hash.
enum AdvisoryLock {
    static let relay: Int32 = 0x7474_0001
    static let dayPartitions: Int32 = 0x7474_0002
    /// Shared by all living instances.
    static let instances: Int32 = 0x7474_0003

    /// The one of a partition of what is heard.
    static func partition(_ partition: Int) -> Int32 { 0x7474_1000 + Int32(partition) }
}
