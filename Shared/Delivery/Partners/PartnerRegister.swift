public import Postgres
public import Vocabulary

/// The partners that a service knows.
public struct PartnerRegister: Sendable {
    private let transaction: PostgresTransaction

    /// Works in a transaction on the service's schema.
    public init(in transaction: PostgresTransaction) {
        self.transaction = transaction
    }

    /// All partners, by name.
    public func all() async throws -> [RegisteredPartner] {
        try await transaction.query(
            "SELECT \(unescaped: RegisteredPartner.columns) FROM partner ORDER BY name"
        ).map { try RegisteredPartner($0) }
    }

    /// The partner of a name; nil if there is none.
    public func find(_ name: String) async throws -> RegisteredPartner? {
        try await transaction.query(
            "SELECT \(unescaped: RegisteredPartner.columns) FROM partner WHERE name = \(name)"
        ).map { try RegisteredPartner($0) }.first
    }

    /// Those of some ids that belong to registered partners.
    public func known(among ids: [UUIDv7]) async throws -> Set<UUIDv7> {
        Set(try await transaction.query("SELECT id FROM partner WHERE id = ANY (\(ids))").decode(UUIDv7.self))
    }

    /// Registers a partner. It is told all that the log has, from its beginning.
    public func add(_ id: UUIDv7, name: String, key: PartnerKey, at now: Instant) async throws {
        try await transaction.execute(
            """
            INSERT INTO partner (id, name, key, registered_at) VALUES (\(id), \(name), \(key.bytes), \(now))
            """)
    }

    /// Forgets a partner, with its key and all that was counted for it. Its orders stay its own.
    public func remove(_ id: UUIDv7) async throws {
        try await transaction.execute("DELETE FROM partner WHERE id = \(id)")
    }

    /// Puts on record whose orders these are. For a service that hears of them: who takes them itself tells of it in its log.
    /// - Parameter orders: orders, each with the partner that sent it.
    public func note(_ orders: [(order: UUIDv7, partner: UUIDv7)]) async throws {
        guard !orders.isEmpty else { return }
        try await transaction.execute(
            """
            INSERT INTO partner_order (order_id, partner)
            SELECT * FROM unnest(\(orders.map(\.order)), \(orders.map(\.partner)))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Which of some orders a partner sent.
    func own(_ orders: [UUIDv7], of partner: UUIDv7) async throws -> Set<UUIDv7> {
        guard !orders.isEmpty else { return [] }
        return Set(
            try await transaction.query(
                "SELECT order_id FROM partner_order WHERE partner = \(partner) AND order_id = ANY (\(orders))"
            ).decode(UUIDv7.self))
    }
}
