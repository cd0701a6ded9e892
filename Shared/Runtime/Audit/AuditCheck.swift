public import Eventing
public import Postgres

/// One invariant that an audit looked at.
public struct AuditCheck: Record {
    /// What must hold: `lots add up`.
    public var name: String
    /// How many things were looked at.
    public var examined: Int64
    /// How long that took, in milliseconds.
    public var milliseconds: Int64
    /// What is wrong, each by its identifier; at most the first hundred.
    public var breaches: [String]

    /// States what was looked at and what is wrong.
    /// - Parameter start: when the looking began.
    public init(
        _ name: String, examined: Int64, breaches: [String], since start: ContinuousClock.Instant = .now
    ) {
        self.name = name
        self.examined = examined
        milliseconds = Int64((ContinuousClock.now - start) / .milliseconds(1))
        self.breaches = Array(breaches.prefix(100))
    }

    /// Looks at a table as it is.
    /// - Parameters:
    ///   - table: the table whose rows are examined.
    ///   - breaches: finds what is wrong, each by its identifier as text.
    public init(
        _ name: String, over table: String, _ breaches: PostgresQuery, in transaction: PostgresTransaction
    ) async throws {
        let start = ContinuousClock.now
        let count = try transaction.send("SELECT count(*) FROM \(identifier: table)")
        let found = try await transaction.query(breaches).decode(String.self)
        self.init(
            name, examined: try await count.rows.decode(Int64.self).first ?? 0, breaches: found, since: start)
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ check: AuditCheck?) throws(EventFault) {
        name = try fields.field("name", check?.name)
        examined = try fields.field("examined", check?.examined)
        milliseconds = try fields.field("milliseconds", check?.milliseconds)
        breaches = try fields.field("breaches", check?.breaches)
    }
}
