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
                -- The work that set it, which what is done then continues: W3C Trace Context.
                traceparent text,
                -- How often its handler failed on it alone, why it did last, and before when it is not tried again.
                failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
                error text,
                retry_at timestamptz NOT NULL DEFAULT '-infinity',
                -- By subject first: while the table is small, the server would look up the kind alone and go through all of it, and keep
                -- to that plan when there are many. What was struck out lies there as well until it is swept.
                PRIMARY KEY (subject, kind),
                CHECK ((failures > 0) = (error IS NOT NULL))
            );
            CREATE INDEX deadline_by_due ON deadline (due);
            """)
}
