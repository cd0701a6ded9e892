/// A table whose rows are tied together by hashes, in the order in which they were sealed: whoever changes one, or takes one
/// out, is seen by all that follow it.
///
/// Commands only add rows, as to any table; a trigger notes that they wait. Behind the commands a sealer ties what waits to
/// the chain's end, so that no command ever waits for another one's place in it.
public struct HashChain: Sendable {
    /// The table, which also names the chain.
    public let table: String
    /// The column that tells its rows apart, and the type of it.
    let key: (column: String, type: String)
    /// What of a row is sealed: expressions over `entry`, of types that JSON has one text for.
    ///
    /// They are in the program and not in the database, where who changes rows could change them as well.
    let content: [String]

    /// Describes a table that is chained. Its migration makes the trigger and the head: see ``declaration(of:by:)``.
    /// - Parameters:
    ///   - key: the column that tells its rows apart, which is the first that is sealed.
    ///   - type: the type of that column: `bigint` or `uuid`.
    ///   - content: what else of a row is sealed, as SQL over `entry`.
    public init(_ table: String, key: String, type: String, content: [String]) {
        self.table = table
        self.key = (key, type)
        self.content = content
    }

    /// Who commanded what, which every service has.
    static let auditTrail = HashChain(
        "audit_trail", key: "number", type: "bigint",
        content: [
            microseconds("entry.at"), "entry.actor", "entry.role", "entry.command", "entry.subject", "entry.reason",
        ])

    /// An instant as a whole number, whose text depends on no session's time zone.
    public static func microseconds(_ column: String) -> String {
        "(extract(epoch FROM \(column)) * 1000000)::bigint"
    }

    /// The statements by which a migration has a table chained from its first row on. They are part of the migration's text,
    /// which never changes.
    public static func declaration(of table: String, by key: String) -> String {
        """
        INSERT INTO chain_head (chain) VALUES ('\(table)');
        CREATE TRIGGER \(table)_awaits_its_seal AFTER INSERT ON \(table) REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION await_seal('\(key)');
        CREATE TRIGGER \(table)_is_chained BEFORE UPDATE OR DELETE OR TRUNCATE ON \(table)
            EXECUTE FUNCTION refuse_unchaining();
        """
    }

    /// A row's canonical text: a JSON array of the table's name, the key and the content.
    var canonicalText: String {
        let values = ["'\(table)'::text", "entry.\(key.column)"] + content
        return "jsonb_build_array(\(values.joined(separator: ", ")))::text"
    }
}
