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
                PRIMARY KEY (day, id)
            ) PARTITION BY RANGE (day);

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

            -- What the days held that were dropped: by aggregate what was told, by source what was heard.
            CREATE TABLE event_tally (
                side text NOT NULL CHECK (side IN ('told', 'heard')),
                stream text NOT NULL,
                events bigint NOT NULL CHECK (events > 0),
                fingerprint bigint NOT NULL,
                PRIMARY KEY (side, stream)
            );
            """)
}
