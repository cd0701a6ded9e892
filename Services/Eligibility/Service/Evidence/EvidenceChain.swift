internal import EligibilityDomain
internal import Vocabulary

/// The end of the chain of evidence, to which records are sealed on.
struct EvidenceChain {
    /// The place of the last record.
    private(set) var position: Int64
    /// The hash of the last record; nil while there is none.
    private(set) var lastHash: ContentDigest?
    /// What was sealed on, in order.
    private(set) var links: [Link] = []

    /// A record with its place and household.
    struct Link {
        let position: Int64
        let household: UUIDv7
        let sealed: SealedEvidence
    }

    init(position: Int64, lastHash: ContentDigest?) {
        self.position = position
        self.lastHash = lastHash
    }

    /// Seals a record on.
    @discardableResult
    mutating func seal(_ record: EvidenceRecord) -> SealedEvidence {
        let sealed = SealedEvidence(record, after: lastHash, sha256: ContentDigest.sha256)
        position += 1
        lastHash = sealed.hash
        links.append(Link(position: position, household: record.household, sealed: sealed))
        return sealed
    }

    /// Whether a record is among those that were sealed on.
    func hasSealed(_ record: UUIDv7) -> Bool { links.contains { $0.sealed.id == record } }
}
