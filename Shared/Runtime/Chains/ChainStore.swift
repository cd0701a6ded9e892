internal import Postgres

/// A chain as a transaction sees it.
struct ChainStore {
    let chain: HashChain
    let transaction: PostgresTransaction

    /// Lets the transaction see every row of the chain, whoever's it is.
    init(_ chain: HashChain, in transaction: PostgresTransaction) throws(PostgresError) {
        self.chain = chain
        self.transaction = transaction
        try RowReach.holdEveryCounty(in: transaction)
    }

    /// How many rows are sealed in one transaction: one that writes holds the fence of all services while it is open.
    static let batch: Int64 = 1000

    /// Ties rows that wait to the chain's end.
    ///
    /// Whoever seals holds the head, so that two who seal at once take turns. Rows are taken in the order in which they were
    /// noted, those of a transaction that ended late after those that were sealed meanwhile.
    /// - Returns: how many were tied.
    func seal() async throws -> Int64 {
        var end = try await head(lock: true)
        let rows = try await transaction.query(waitingQuery).decode(String.self, String.self)
        guard !rows.isEmpty else { return 0 }
        let links = rows.map { entry, text in
            let link = ChainLink(
                position: end.position + 1, entry: entry, previous: end.hash, hash: end.hash(tying: text))
            end = ChainEnd(position: link.position, hash: link.hash)
            return link
        }
        try transaction.send(
            """
            INSERT INTO chain_link (chain, position, entry, previous, hash)
            SELECT \(chain.table), * FROM unnest(
                \(links.map(\.position)), \(links.map(\.entry)), \(links.map(\.previous)), \(links.map(\.hash)))
            """)
        try await transaction.execute(
            "UPDATE chain_head SET position = \(end.position), hash = \(end.hash) WHERE chain = \(chain.table)")
        return Int64(links.count)
    }

    /// Where the chain ends.
    func head(lock: Bool = false) async throws -> ChainEnd {
        let ends = try await transaction.query(
            """
            SELECT position, hash FROM chain_head WHERE chain = \(chain.table)
            \(unescaped: lock ? "FOR UPDATE" : "")
            """
        ).decode(Int64.self, ChainHash?.self)
        guard let end = ends.first else { throw ChainFault("the chain of \(chain.table) has lost its head") }
        return ChainEnd(position: end.0, hash: end.1)
    }

    /// How far audits have gone along the chain and found it sound; nil when a day has passed since one went along all of it.
    func checked() async throws -> ChainEnd? {
        try await transaction.query(
            """
            SELECT checked_position, checked_hash FROM chain_head
            WHERE chain = \(chain.table) AND walked_at > now() - interval '1 day'
            """
        ).decode(Int64.self, ChainHash?.self).first.map { ChainEnd(position: $0.0, hash: $0.1) }
    }

    /// Keeps how far an audit has gone.
    func keepChecked(_ end: ChainEnd) throws(PostgresError) {
        try transaction.send(
            """
            UPDATE chain_head SET checked_position = \(end.position), checked_hash = \(end.hash)
            WHERE chain = \(chain.table) AND checked_position < \(end.position)
            """)
    }

    /// Keeps that an audit has gone along all of the chain, and found it sound.
    func keepWalked() throws(PostgresError) {
        try transaction.send("UPDATE chain_head SET walked_at = now() WHERE chain = \(chain.table)")
    }

    /// Lets the next audit of every chain begin at the beginning.
    static func beginAnew(in transaction: PostgresTransaction) throws(PostgresError) {
        try transaction.send("UPDATE chain_head SET checked_position = 0, checked_hash = NULL, walked_at = NULL")
    }

    /// The hash at a position; nil when the chain does not reach it.
    func hash(at position: Int64) async throws -> ChainHash? {
        try await transaction.query(
            "SELECT hash FROM chain_link WHERE chain = \(chain.table) AND position = \(position)"
        ).decode(ChainHash.self).first
    }

    /// A stretch of the chain behind a position, each link with the text of its row, nil where the row is gone.
    func read(after position: Int64) async throws -> [(link: ChainLink, text: String?)] {
        try await transaction.query(linkQuery(after: position))
            .decode(Int64.self, String.self, ChainHash?.self, ChainHash.self, String?.self)
            .map { (ChainLink(position: $0.0, entry: $0.1, previous: $0.2, hash: $0.3), $0.4) }
    }

    /// The rows of the table that are neither sealed nor wait for it, and those that waited and are gone, by their keys.
    /// - Parameter everywhere: whether the whole table is looked through for the former.
    func strays(everywhere: Bool) async throws -> (unsealed: [String], gone: [String]) {
        let unsealed = try everywhere ? transaction.send(unsealedQuery) : nil
        let gone: [String] = try await transaction.query(goneQuery).decode(String.self)
        return (try await unsealed?.rows.decode(String.self) ?? [], gone)
    }
}

extension ChainStore {
    /// Takes the first rows that wait. One that is gone stays there, for the audit to name.
    private var waitingQuery: PostgresQuery {
        """
        WITH first AS (
            SELECT ticket, waiting.entry AS key, \(unescaped: chain.canonicalText) AS text FROM chain_waiting waiting
            JOIN \(identifier: chain.table) AS entry
                ON entry.\(identifier: chain.key.column) = waiting.entry::\(unescaped: chain.key.type)
            WHERE chain = \(chain.table) ORDER BY ticket LIMIT \(Self.batch)
        ), taken AS (
            DELETE FROM chain_waiting USING first WHERE chain_waiting.ticket = first.ticket
            RETURNING first.ticket, key, text
        )
        SELECT key, text FROM taken ORDER BY ticket
        """
    }

    private var unsealedQuery: PostgresQuery {
        """
        SELECT \(identifier: chain.key.column)::text FROM \(identifier: chain.table) AS entry
        WHERE NOT EXISTS (
            SELECT FROM chain_link
            WHERE chain = \(chain.table) AND chain_link.entry = \(identifier: chain.key.column)::text)
        AND NOT EXISTS (
            SELECT FROM chain_waiting
            WHERE chain = \(chain.table) AND chain_waiting.entry = \(identifier: chain.key.column)::text)
        ORDER BY \(identifier: chain.key.column) LIMIT 100
        """
    }

    private var goneQuery: PostgresQuery {
        """
        SELECT waiting.entry FROM chain_waiting waiting
        LEFT JOIN \(identifier: chain.table) AS entry
            ON entry.\(identifier: chain.key.column) = waiting.entry::\(unescaped: chain.key.type)
        WHERE chain = \(chain.table) AND entry.\(identifier: chain.key.column) IS NULL ORDER BY ticket LIMIT 100
        """
    }

    private func linkQuery(after position: Int64) -> PostgresQuery {
        """
        SELECT position, link.entry, previous, hash,
            CASE WHEN entry.\(identifier: chain.key.column) IS NOT NULL THEN \(unescaped: chain.canonicalText) END
        FROM chain_link link
        LEFT JOIN \(identifier: chain.table) AS entry
            ON entry.\(identifier: chain.key.column) = link.entry::\(unescaped: chain.key.type)
        WHERE chain = \(chain.table) AND position > \(position) ORDER BY position LIMIT \(Self.batch)
        """
    }
}

/// Why a chain cannot be gone on with.
struct ChainFault: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
