/// What a role may do in a schema, held against what its program does there.
public struct SchemaGrants: Sendable {
    private let rights: SchemaRights
    private let role: String

    /// - Parameter role: as whom the program runs, which owns nothing.
    public init(_ rights: SchemaRights, to role: String) {
        self.rights = rights
        self.role = role
    }

    /// Where the role may do less than it should, or more.
    public struct Difference: Sendable, Equatable, CustomStringConvertible {
        /// Whether the right is one too many, rather than one that is missing.
        public let isExcess: Bool
        /// `TABLE`, `SEQUENCE`, `FUNCTION` or `SCHEMA`.
        let kind: String
        /// Its name, as SQL takes it.
        let name: String
        /// `SELECT, INSERT`
        let privileges: String

        /// What is amiss, for people.
        public var description: String {
            "\(isExcess ? "may" : "may not") \(privileges) on \(kind.lowercased()) \(name)"
        }
    }

    /// All differences in the schema that the transaction works in. However the role came by a right, it has it.
    public func differences(in transaction: PostgresTransaction) async throws -> [Difference] {
        let expected = expectedRights
        return try await transaction.query(
            """
            WITH here AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = current_schema()),
            expected AS (
                SELECT kind, CASE WHEN kind IN ('FUNCTION', 'SCHEMA') THEN name ELSE quote_ident(name) END AS name, privilege
                FROM unnest(\(expected.map(\.kind)), \(expected.map(\.name)), \(expected.map(\.privilege)))
                    AS expected (kind, name, privilege)
                UNION ALL SELECT 'SCHEMA', quote_ident(nspname), 'USAGE' FROM here),
            held AS (
                SELECT 'TABLE' AS kind, quote_ident(relname) AS name, privilege FROM pg_class JOIN here ON here.oid = relnamespace
                CROSS JOIN unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) AS privilege
                WHERE relkind NOT IN ('S', 'i', 'I', 't', 'c') AND CASE
                    -- A right to one column is not enough where it is needed, and too much where it is not.
                    WHEN privilege IN ('DELETE', 'TRUNCATE', 'TRIGGER')
                        OR ('TABLE', quote_ident(relname), privilege) IN (SELECT * FROM expected)
                    THEN has_table_privilege(\(role)::name, pg_class.oid, privilege)
                    ELSE has_any_column_privilege(\(role)::name, pg_class.oid, privilege)
                END
                UNION ALL
                SELECT 'SEQUENCE', quote_ident(relname), privilege FROM pg_class JOIN here ON here.oid = relnamespace
                CROSS JOIN unnest('{USAGE,SELECT,UPDATE}'::text[]) AS privilege
                WHERE relkind = 'S' AND has_sequence_privilege(\(role)::name, pg_class.oid, privilege)
                UNION ALL
                -- What is done with the caller's own rights gives nobody any.
                SELECT 'FUNCTION', pg_proc.oid::regprocedure::text, 'EXECUTE' FROM pg_proc JOIN here ON here.oid = pronamespace
                WHERE prosecdef AND has_function_privilege(\(role)::name, pg_proc.oid, 'EXECUTE')
                UNION ALL
                SELECT 'SCHEMA', quote_ident(nspname), privilege FROM here
                CROSS JOIN unnest('{USAGE,CREATE}'::text[]) AS privilege
                WHERE has_schema_privilege(\(role)::name, here.oid, privilege))
            SELECT expected.kind IS NULL, kind, name, string_agg(privilege, ', ' ORDER BY privilege)
            FROM expected FULL JOIN held USING (kind, name, privilege)
            WHERE expected.kind IS NULL OR held.kind IS NULL
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
        ).decode(Bool.self, String.self, String.self, String.self).map {
            Difference(isExcess: $0, kind: $1, name: $2, privileges: $3)
        }
    }

    /// Gives the role what it lacks, and takes from it what it should not have, though everybody had it. Whoever owns the
    /// schema may.
    public func give(in transaction: PostgresTransaction) async throws {
        for difference in try await differences(in: transaction) {
            let (verb, direction) = difference.isExcess ? ("REVOKE", "FROM PUBLIC,") : ("GRANT", "TO")
            try transaction.send(
                """
                \(unescaped: verb) \(unescaped: difference.privileges)
                ON \(unescaped: difference.kind) \(unescaped: difference.name)
                \(unescaped: direction) \(identifier: role)
                """)
        }
    }

    private var expectedRights: [(kind: String, name: String, privilege: String)] {
        rights.tables.flatMap { name, rights in rights.privileges.map { ("TABLE", name, $0) } }
            + rights.sequences.flatMap { name in ["SELECT", "USAGE"].map { ("SEQUENCE", name, $0) } }
            + rights.functions.map { ("FUNCTION", $0, "EXECUTE") }
    }
}
