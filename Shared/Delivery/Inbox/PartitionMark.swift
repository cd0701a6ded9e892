internal import Postgres
internal import Vocabulary

/// The mark that an instance sets when it takes a partition, and removes when it lets go of it in order. Whoever finds that
/// of another one knows that it died with the partition in hand, or lost it while it was held up.
enum PartitionMark {
    /// Sets the mark, over that of an earlier holder.
    /// - Parameter holder: the instance that takes the partition.
    /// - Returns: whether there was one of another instance. One of its own was left by an outage, and shows nothing in hand.
    static func open(
        _ partition: Int, by holder: UUIDv7, in pool: PostgresPool
    ) async throws(PostgresError) -> Bool {
        let rows = try await pool.query(
            """
            WITH found AS (SELECT holder FROM partition_mark WHERE partition = \(Int16(partition)))
            INSERT INTO partition_mark (partition, holder, opened_at) VALUES (\(Int16(partition)), \(holder), now())
            ON CONFLICT (partition) DO UPDATE SET holder = excluded.holder, opened_at = excluded.opened_at
            RETURNING coalesce((SELECT found.holder <> partition_mark.holder FROM found), false)
            """)
        return try rows.decode(Bool.self).first ?? false
    }

    /// Removes the marks that are the holder's still. An instance that finds out late that it has lost a partition must not
    /// remove that of the next one.
    static func close(
        _ partitions: some Sequence<Int>, by holder: UUIDv7, in pool: PostgresPool
    ) async throws(PostgresError) {
        try await pool.execute(
            """
            UPDATE partition_mark SET holder = NULL
            WHERE partition = ANY (\(partitions.map { Int16($0) })) AND holder = \(holder)
            """)
    }
}
