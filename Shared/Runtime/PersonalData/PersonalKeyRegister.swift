public import Postgres

/// Which keys the personal data of a schema is kept under, as the schema itself says.
public struct PersonalKeyRegister: Sendable {
    private let transaction: PostgresTransaction

    /// The register of the schema that the transaction is on.
    public init(in transaction: PostgresTransaction) {
        self.transaction = transaction
    }

    /// Notes the current key before something is kept under it, and sees that people are found as before.
    public func note(_ keys: PersonalKeys) async throws {
        try transaction.send(
            "INSERT INTO personal_key (id) VALUES (\(keys.current.bytes)) ON CONFLICT DO NOTHING")
        try transaction.send(
            "INSERT INTO personal_look_up (check_value) VALUES (\(keys.lookUpCheck)) ON CONFLICT DO NOTHING")
        try await expectLookUp(by: keys)
    }

    /// Sees that all that is kept can be read and found.
    /// - Throws: ``PersonalDataFault`` naming the keys that are missing.
    func expectAll(of tables: [PersonalTable], in keys: PersonalKeys) async throws {
        let missing = try await ids().filter { !keys.ids.contains($0) }
        // One that keeps nothing any more may be gone. Only where one is missing is it worth counting.
        let kept = missing.isEmpty ? [:] : try await rows(of: tables)
        let needed = missing.filter { kept[$0] != nil }
        guard needed.isEmpty else { throw PersonalDataFault.missingKeys(needed) }
        try await expectLookUp(by: keys)
    }

    private func expectLookUp(by keys: PersonalKeys) async throws {
        let known: [[UInt8]] = try await transaction.query("SELECT check_value FROM personal_look_up").decode(
            [UInt8].self)
        guard known.allSatisfy({ $0 == keys.lookUpCheck }) else { throw PersonalDataFault.otherLookUpKey }
    }

    /// The keys that something is kept under, or was since the last one was forgotten.
    func ids() async throws -> [PersonalKeyID] {
        let ids: [[UInt8]] = try await transaction.query("SELECT id FROM personal_key ORDER BY id").decode([UInt8].self)
        return ids.compactMap { PersonalKeyID($0) }
    }

    /// How many rows of these tables each key keeps. One that keeps none is not among them.
    func rows(of tables: [PersonalTable]) async throws -> [PersonalKeyID: Int64] {
        // Keys are every county's: a row that is not seen would be one that needs none.
        try RowReach.holdEveryCounty(in: transaction)
        var rows: [PersonalKeyID: Int64] = [:]
        for table in tables {
            let counts = try await transaction.query(
                "SELECT key, count(*) FROM \(identifier: table.name) GROUP BY key"
            ).decode([UInt8].self, Int64.self)
            for (bytes, count) in counts {
                if let id = PersonalKeyID(bytes) { rows[id, default: 0] += count }
            }
        }
        return rows
    }

    /// Forgets a key that keeps nothing any more; the schema refuses it for one that does.
    func forget(_ id: PersonalKeyID) async throws {
        try await transaction.execute("DELETE FROM personal_key WHERE id = \(id.bytes)")
    }
}
