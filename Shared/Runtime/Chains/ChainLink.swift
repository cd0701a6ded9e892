internal import Crypto

/// A hash of SHA-256, 32 bytes.
typealias ChainHash = [UInt8]

/// The place at which a chain ends.
struct ChainEnd: Sendable, Hashable {
    /// How many links there are.
    var position: Int64
    /// The last one's hash; nil while there is none.
    var hash: ChainHash?

    static let beginning = ChainEnd(position: 0, hash: nil)

    /// The hash of the link that ties a row to this end: SHA-256 over the hash before, the new position in decimal, a line
    /// break, and the row's canonical text.
    func hash(tying text: String) -> ChainHash {
        var digest = SHA256()
        digest.update(data: hash ?? [])
        digest.update(data: Array("\(position + 1)\n\(text)".utf8))
        return Array(digest.finalize())
    }

    /// The end once a row is tied to it.
    func tying(_ text: String) -> ChainEnd {
        ChainEnd(position: position + 1, hash: hash(tying: text))
    }
}

/// A link as it is kept.
struct ChainLink: Sendable, Hashable {
    /// Its place, from 1.
    var position: Int64
    /// The key of the row that it seals.
    var entry: String
    /// The hash of the link before; nil for the first.
    var previous: ChainHash?
    var hash: ChainHash
}

/// Goes along a chain and says where it does not hold.
struct ChainWalk: Sendable {
    /// How far it has gone.
    private(set) var end: ChainEnd
    /// How far it had gone before the first fault.
    private(set) var sound: ChainEnd
    /// What does not fit, the first before all.
    private(set) var faults: [String] = []
    private let table: String

    init(along table: String, from start: ChainEnd = .beginning) {
        self.table = table
        end = start
        sound = start
    }

    /// Goes on by one link.
    /// - Parameter text: the row's canonical text as it is now; nil when the row is gone.
    mutating func step(to link: ChainLink, sealing text: String?) {
        let row = "\(table) \(link.entry), at position \(link.position),"
        if link.position != end.position + 1 {
            let first = end.position + 1
            let gone =
                first == link.position - 1 ? "position \(first) is" : "positions \(first) to \(link.position - 1) are"
            faults.append("\(gone) gone from the chain of \(table)")
        } else if link.previous != end.hash {
            faults.append("\(row) does not follow the one before it")
        }
        let before = ChainEnd(position: link.position - 1, hash: link.previous)
        if let text {
            if before.hash(tying: text) != link.hash { faults.append("\(row) was altered after it was sealed") }
        } else {
            faults.append("\(row) was deleted after it was sealed")
        }
        end = ChainEnd(position: link.position, hash: link.hash)
        if faults.isEmpty { sound = end }
    }

    /// Ends where the chain is known to end.
    mutating func finish(at head: ChainEnd) {
        guard end != head else { return }
        faults.append(
            end.position < head.position
                ? "the chain of \(table) was sealed up to position \(head.position), and ends at \(end.position)"
                : "the chain of \(table) does not end as it was sealed at position \(head.position)")
    }
}
