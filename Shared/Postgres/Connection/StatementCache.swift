/// The prepared statements of one connection, bounded: the one that was not used for the longest time goes first.
struct StatementCache {
    /// A prepared statement.
    struct Statement: Equatable, Sendable {
        let name: String
        /// Whether the server must be told to prepare it before it is used.
        let isNew: Bool
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let bound: Int
    private var entries: [StatementKey: Entry] = [:]
    private var evicted: [String] = []
    private var uses: UInt64 = 0
    private var names: UInt64 = 0

    init(bound: Int) {
        precondition(bound > 0, "a statement that is used needs room in the cache")
        self.bound = bound
    }

    /// The statement for a query, which is about to be used.
    mutating func use(_ key: StatementKey) -> Statement {
        uses += 1
        if let index = entries.index(forKey: key) {
            entries.values[index].lastUse = uses
            return Statement(name: entries.values[index].name, isNew: false)
        }
        if entries.count == bound { evictOne() }
        names += 1
        let name = "s\(names)"
        entries[key] = Entry(name: name, lastUse: uses)
        return Statement(name: name, isNew: true)
    }

    /// Forgets a statement that the server does not have, so that it is prepared anew when it is next used.
    mutating func forget(_ name: String, _ key: StatementKey) {
        guard entries[key]?.name == name else { return }
        entries[key] = nil
    }

    /// Takes the names of the statements that the server can free.
    mutating func takeEvicted() -> [String] {
        defer { evicted = [] }
        return evicted
    }

    private mutating func evictOne() {
        guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        entries[oldest.key] = nil
        evicted.append(oldest.value.name)
    }
}
