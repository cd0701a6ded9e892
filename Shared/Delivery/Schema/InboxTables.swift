internal import Postgres

extension DeliveryTables {
    /// What the service hears.
    static let inbox = Migration(
        number: 2, name: "inbox",
        sql: """
            -- The events of others that took effect here, by the day that their identifier tells.
            CREATE TABLE inbox (
                day date NOT NULL,
                id uuid NOT NULL,
                source text NOT NULL,
                digest bigint NOT NULL,
                received_at timestamptz NOT NULL DEFAULT now(),
                xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
                PRIMARY KEY (day, id)
            ) PARTITION BY RANGE (day);

            -- Audits read what came since the last one. Of a transaction id, an index of ranges can be made only by way of
            -- text; it costs an insert nothing that can be measured.
            CREATE INDEX inbox_by_transaction ON inbox USING brin ((xid::text::bigint));

            -- The last version seen of each aggregate of others, kept for good.
            CREATE TABLE inbox_subject (
                source text NOT NULL,
                subject text NOT NULL,
                version integer NOT NULL CHECK (version > 0),
                PRIMARY KEY (source, subject)
            );

            -- Which partitions are worked. A row that is open says of a partition that nobody holds: the last one to hold
            -- it died with what was in hand.
            CREATE TABLE partition_mark (
                partition smallint PRIMARY KEY CHECK (partition >= 0),
                is_open boolean NOT NULL,
                opened_at timestamptz NOT NULL
            );
            """)
}
