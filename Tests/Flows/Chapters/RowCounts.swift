import Postgres

@testable import Story

/// How many rows each table of a service has.
struct RowCounts: Equatable {
    private var counts: [String: Int] = [:]

    init(of service: String, on stage: Stage) async throws {
        let database = try await Administrator(of: stage).database(of: service)
        let connection = try await PostgresConnection.connect(database)
        let tables = try await connection.query(
            "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = \(service)::text::regnamespace"
        ).decode(String.self)
        for table in tables {
            let count = try await connection.query("SELECT count(*) FROM \(identifier: table)").decode(Int.self).first
            counts[table] = count ?? 0
        }
        await connection.close()
    }

    /// What differs from what was there before.
    func changes(since before: RowCounts) -> [String] {
        counts.filter { before.counts[$0.key] != $0.value }
            .map { "\($0.key): \(before.counts[$0.key] ?? 0) rows, then \($0.value)" }.sorted()
    }
}
