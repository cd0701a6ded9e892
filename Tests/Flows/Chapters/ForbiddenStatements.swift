import Postgres
import Vocabulary

/// What no service's role may do.
enum ForbiddenStatements {
    static let everywhere: [PostgresQuery] =
        [
            "DROP TRIGGER event_log_is_never_rewritten ON event_log", "ALTER TABLE event_log DISABLE TRIGGER ALL",
            "ALTER TABLE audit_trail DISABLE TRIGGER USER", "DROP TRIGGER chain_link_is_kept ON chain_link",
            "ALTER TABLE event_cursor DROP CONSTRAINT event_cursor_pkey", "ALTER TABLE partner ADD COLUMN mine text",
            "CREATE INDEX mine ON partner (name)", "SET session_replication_role = replica",
            "DROP FUNCTION drop_day(text, date)", "ALTER FUNCTION make_day(text, date) SET search_path = public",
            """
            CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$
            """,
            "CREATE TABLE mine ()", "CREATE TEMPORARY TABLE mine ()", "CREATE SCHEMA mine",
            "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql RETURN 1",
            "CREATE TRIGGER mine AFTER INSERT ON event_log EXECUTE FUNCTION refuse_rewriting()",
            "UPDATE event_log SET data = '{}'", "DELETE FROM event_log", "TRUNCATE event_log",
            "UPDATE audit_trail SET reason = ''", "DELETE FROM audit_trail", "TRUNCATE audit_trail",
            "UPDATE chain_link SET sealed_at = now()", "DELETE FROM chain_link", "DELETE FROM chain_head",
            "UPDATE idempotency SET answer = ''", "UPDATE inbox SET digest = 0", "DELETE FROM event_cursor",
            "INSERT INTO event_epoch (dumped_after, actor, reason) VALUES (now(), 'me', 'none')",
            "DELETE FROM delivery_migration", "UPDATE log_retention SET days = 9",
            "UPDATE time_source SET is_simulated = true",
            "SELECT setval('event_position', 1)", "COPY event_log TO PROGRAM 'cat'",
            "SELECT pg_read_file('PG_VERSION')",
        ] + parts + days

    /// Parts of tables are reached by way of the whole.
    private static let parts: [PostgresQuery] = [
        "DELETE FROM \(identifier: part("event_log"))", "DROP TABLE \(identifier: part("event_log"))",
        "UPDATE \(identifier: part("inbox")) SET digest = 0", "SELECT FROM \(identifier: part("inbox"))",
        "ALTER TABLE event_log DETACH PARTITION \(identifier: part("event_log"))",
    ]

    private static func part(_ table: String) -> String {
        "\(table)_\(Day(of: .wallTime()).description.filter { $0 != "-" })"
    }

    private static let today = Day(of: .wallTime())

    /// The functions that work as the owner do one thing each.
    private static let days: [PostgresQuery] = [
        "SELECT make_day('audit_trail', \(today))", "SELECT make_day(NULL, \(today))",
        "SELECT make_day('event_log', NULL)", "SELECT make_day('event_log', \(today + 32))",
        "SELECT make_day('inbox', \(today - 32))", "SELECT make_day('event_log', 'infinity')",
        "SELECT make_day('event_log; DROP TABLE partner', \(today))",
        "SELECT drop_day('event_log', \(today))", "SELECT drop_day('event_log', \(today - 399))",
        "SELECT drop_day('inbox', \(today - 8))", "SELECT drop_day('audit_trail', \(today - 1000))",
        "SELECT drop_day('event_log', '-infinity')", "SELECT drop_day('event_log', NULL)",
        "SELECT drop_day(NULL, \(today - 1000))",
        "SELECT drop_day('event_log', '\(unescaped: today.description) BC')",
    ]

    /// - Parameter other: a service whose schema is not this role's.
    static func between(_ role: String, _ other: String) -> [PostgresQuery] {
        [
            "SELECT FROM \(identifier: other).event_log", "DELETE FROM \(identifier: other).audit_trail",
            "CREATE TABLE \(identifier: other).mine ()", "SELECT \(identifier: other).make_day('inbox', current_date)",
            "SET ROLE \(identifier: other)", "SET ROLE throughtrain_admin",
            "ALTER ROLE \(identifier: role) SUPERUSER", "ALTER ROLE \(identifier: role) BYPASSRLS",
            "SET SESSION AUTHORIZATION throughtrain_admin", "CREATE ROLE mine", "CREATE DATABASE mine",
        ]
    }

    static let inEligibility: [PostgresQuery] = [
        "ALTER TABLE household DISABLE ROW LEVEL SECURITY", "ALTER TABLE household NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY by_county ON household", "ALTER POLICY by_county ON household USING (true)",
        "CREATE POLICY mine ON household USING (true)",
        """
        CREATE OR REPLACE FUNCTION reaches(county text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN true
        """,
        "UPDATE evidence SET position = 0", "DELETE FROM assessment", "DELETE FROM household",
        "UPDATE rule_set SET version = version",
    ]
}
