internal import Delivery
internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// The signatures that files rest on.
struct ConsentStore {
    let transaction: PostgresTransaction

    /// Keeps the consents of households.
    func insert(_ rows: [(household: UUIDv7, consent: Consent)]) throws {
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO consent (household, signatory, signed_on, expires_on)
            SELECT * FROM unnest(
                \(rows.map(\.household)), \(rows.map(\.consent.signatory)), \(rows.map(\.consent.signedOn)),
                \(rows.map(\.consent.expiresOn)))
            """)
    }
}
