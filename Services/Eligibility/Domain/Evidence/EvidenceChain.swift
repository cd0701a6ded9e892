public import Vocabulary

/// A record of evidence as it is kept: its text, and the hash that ties it to the record before it.
public struct SealedEvidence: Sendable, Hashable {
    /// The record's id.
    public let id: UUIDv7
    /// The record's canonical text.
    public let content: String
    /// The hash of the record before it in the chain; nil for the first.
    public let previous: ContentDigest?
    /// The hash over its id, its text and the hash before.
    public let hash: ContentDigest

    /// Restores a record as stored.
    public init(id: UUIDv7, content: String, previous: ContentDigest?, hash: ContentDigest) {
        self.id = id
        self.content = content
        self.previous = previous
        self.hash = hash
    }

    /// Seals a record into a chain.
    /// - Parameters:
    ///   - record: what is sealed.
    ///   - previous: the hash of the chain's last record; nil if it has none.
    ///   - sha256: the digest of a text's UTF-8 bytes.
    public init(_ record: EvidenceRecord, after previous: ContentDigest?, sha256: (String) -> ContentDigest) {
        let content = record.canonicalText
        self.init(
            id: record.id, content: content, previous: previous,
            hash: sha256(Self.link(id: record.id, content: content, previous: previous)))
    }

    fileprivate static func link(id: UUIDv7, content: String, previous: ContentDigest?) -> String {
        var text = CanonicalText(kind: "evidence-link")
        text.add("previous", previous)
        text.add("id", id)
        text.add("content", content)
        return text.description
    }
}

/// Where a chain of evidence does not hold.
public enum EvidenceFault: Sendable, Hashable {
    /// A record was changed after it was sealed.
    case altered(UUIDv7)
    /// A record does not follow the one that stands before it: one was taken out, put in, or moved.
    case detached(UUIDv7)
}

/// Verifies a chain of evidence.
/// - Parameters:
///   - chain: the records in their order, from the first or from any later one.
///   - previous: the hash of the record before the first of them; nil if there is none.
///   - sha256: the digest of a text's UTF-8 bytes.
/// - Returns: every fault, in the chain's order; none if it holds.
public func evidenceFaults(
    in chain: [SealedEvidence], after previous: ContentDigest?, sha256: (String) -> ContentDigest
) -> [EvidenceFault] {
    var faults: [EvidenceFault] = []
    var previous = previous
    for sealed in chain {
        if sealed.previous != previous { faults.append(.detached(sealed.id)) }
        let link = SealedEvidence.link(id: sealed.id, content: sealed.content, previous: sealed.previous)
        if sha256(link) != sealed.hash { faults.append(.altered(sealed.id)) }
        previous = sealed.hash
    }
    return faults
}
