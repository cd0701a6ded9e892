internal import Postgres

/// The mark that an instance sets when it takes a partition, and removes when it lets go of it in order. Whoever finds it
/// set knows that the last holder died with the partition in hand.
enum PartitionMark {
    /// Sets the mark.
    /// - Returns: whether it was set already.
    static func open(_ partition: Int, in pool: PostgresPool) async throws(PostgresError) -> Bool {
        let rows = try await pool.query(
            """
            WITH found AS (SELECT is_open FROM partition_mark WHERE partition = \(Int16(partition)))
            INSERT INTO partition_mark (partition, is_open, opened_at) VALUES (\(Int16(partition)), true, now())
            ON CONFLICT (partition) DO UPDATE SET is_open = true, opened_at = now()
            RETURNING coalesce((SELECT is_open FROM found), false)
            """)
        return try rows.decode(Bool.self).first ?? false
    }

    /// Removes the marks.
    static func close(_ partitions: some Sequence<Int>, in pool: PostgresPool) async throws(PostgresError) {
        try await pool.execute(
            "UPDATE partition_mark SET is_open = false WHERE partition = ANY (\(partitions.map { Int16($0) }))")
    }
}
