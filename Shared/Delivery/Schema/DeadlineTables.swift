internal import Postgres

extension DeliveryTables {
    /// What is due when.
    static let deadlines = Migration(
        number: 4, name: "deadlines",
        sql: """
            CREATE TABLE deadline (
                kind text NOT NULL,
                subject text NOT NULL,
                due timestamptz NOT NULL,
                PRIMARY KEY (kind, subject)
            );
            CREATE INDEX deadline_by_due ON deadline (kind, due);
            """)
}
