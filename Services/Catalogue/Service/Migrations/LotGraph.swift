internal import Postgres

extension CatalogueService {
    /// What lots were made of, and when they expire.
    static let lotGraph = Migration(
        number: 8, name: "lot-graph",
        sql: """
            -- A lot that was made of others, as maltose is of wheat and rice. A recall follows these edges.
            CREATE TABLE lot_parent (
                lot uuid NOT NULL REFERENCES lot,
                parent uuid NOT NULL REFERENCES lot CHECK (parent <> lot),
                PRIMARY KEY (lot, parent)
            );
            CREATE INDEX lot_parent_by_parent ON lot_parent (parent);
            CREATE TRIGGER lot_parent_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON lot_parent
                EXECUTE FUNCTION refuse_change();

            -- Lots that were weighed in before their clocks were set expire as well.
            INSERT INTO deadline (kind, subject, due)
                SELECT 'lot.expire', id::text, (expires_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
                FROM lot WHERE state IN ('received', 'passed', 'listed');
            """)
}
