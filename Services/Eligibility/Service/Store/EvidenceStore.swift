internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// The chain of evidence.
struct EvidenceStore {
    let transaction: PostgresTransaction

    /// Locks the chain's end. Households are locked before it, never after.
    func lockEnd() async throws -> EvidenceChain {
        let rows = try await transaction.query("SELECT position, hash FROM evidence_head FOR UPDATE")
        guard let row = rows.first else { throw StoreFault("the chain of evidence has no end") }
        let (position, hash) = try row.decode(Int64.self, ContentDigest?.self)
        return EvidenceChain(position: position, lastHash: hash)
    }

    /// Appends what was sealed on.
    func append(_ chain: EvidenceChain) throws {
        let links = chain.links
        guard !links.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO evidence (position, household, id, content, previous_hash, hash)
            SELECT * FROM unnest(
                \(links.map(\.position)), \(links.map(\.household)), \(links.map(\.sealed.id)),
                \(links.map(\.sealed.content)), \(links.map(\.sealed.previous)), \(links.map(\.sealed.hash)))
            """)
        try transaction.send(
            "UPDATE evidence_head SET position = \(chain.position), hash = \(chain.lastHash)")
    }

    /// A stretch of the chain behind a place.
    func read(after position: Int64, limit: Int64) async throws -> [(position: Int64, sealed: SealedEvidence)] {
        try await transaction.query(
            """
            SELECT position, id, content, previous_hash, hash FROM evidence
            WHERE position > \(position) ORDER BY position LIMIT \(limit)
            """
        ).decode(Int64.self, UUIDv7.self, String.self, ContentDigest?.self, ContentDigest.self).map { row in
            (row.0, SealedEvidence(id: row.1, content: row.2, previous: row.3, hash: row.4))
        }
    }
}
