internal import Postgres
public import Vocabulary

/// A partner that a service tells of what partners are told of.
public struct RegisteredPartner: Sendable {
    /// Its id, by which orders name it.
    public let id: UUIDv7
    /// Its name, by which the broker knows it.
    public let name: String
    /// Makes the stand-ins that it is told.
    public let key: PartnerKey
    /// How many events it was told.
    public let told: Int64
    /// When it was told the last one.
    public let toldAt: Instant?
    /// Since when it is registered.
    public let registeredAt: Instant
    /// Why it is told nothing more; nil while it is.
    public let suspended: String?
    /// How far the log was read for it.
    let cursor: LogCursor

    /// What ``init(_:)`` reads.
    static let columns = """
        id, name, key, told, told_at, registered_at, suspended, reached_xid, reached_position, since
        """

    init(_ row: PostgresRow) throws {
        let (id, name, key, told, toldAt, registeredAt, suspended, transaction, position, since) = try row.decode(
            UUIDv7.self, String.self, [UInt8].self, Int64.self, Instant?.self, Instant.self, String?.self,
            TransactionID.self, Int64.self, Day.self)
        // The schema sees to the key's length.
        guard let key = PartnerKey(key) else { throw DeliveryError.notMigrated }
        (self.id, self.name, self.key, self.told) = (id, name, key, told)
        (self.toldAt, self.registeredAt, self.suspended) = (toldAt, registeredAt, suspended)
        cursor = LogCursor(reached: LogPlace(transaction: transaction, position: position), since: since)
    }
}
