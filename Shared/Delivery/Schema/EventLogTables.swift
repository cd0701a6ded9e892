internal import Postgres

extension DeliveryTables {
    /// What the service tells.
    static let eventLog = Migration(
        number: 1, name: "event log",
        sql: """
            CREATE SEQUENCE event_position;

            -- All that the service ever told. Never updated, and deleted only by dropping a day.
            CREATE TABLE event_log (
                -- The day in Asia/Shanghai on which the transaction began.
                day date NOT NULL DEFAULT (now() AT TIME ZONE 'Asia/Shanghai')::date,
                position bigint NOT NULL DEFAULT nextval('event_position'),
                -- The transaction that it counts as told in: its own, or that of its subject's last event if it is later.
                xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
                id uuid NOT NULL,
                aggregate text NOT NULL,
                partition smallint NOT NULL CHECK (partition >= 0),
                subject text NOT NULL,
                subject_version integer NOT NULL CHECK (subject_version > 0),
                type text NOT NULL,
                logged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                causation_id uuid,
                correlation_id uuid,
                traceparent text,
                -- Compressed where it is long; by lz4, which takes a fraction of the server's time for about the same length.
                data text COMPRESSION lz4 NOT NULL,
                digest bigint NOT NULL,
                PRIMARY KEY (day, position)
            ) PARTITION BY RANGE (day);

            -- What was told was told. A trigger of rows comes with every partition.
            CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% of % is refused: what was told stays as it is', TG_OP, TG_TABLE_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
            END
            $$;
            CREATE TRIGGER event_log_is_never_rewritten BEFORE UPDATE OR DELETE ON event_log
                FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
            CREATE TRIGGER event_log_is_never_emptied BEFORE TRUNCATE ON event_log
                EXECUTE FUNCTION refuse_rewriting();

            -- The log is read by transactions, one that told much by pages.
            CREATE INDEX event_log_by_transaction ON event_log (xid, position);

            -- Who lacks some versions of a subject asks for them. Subjects sort by when they were made, so that those of a day lie
            -- side by side; by their hash, each event would touch another page.
            CREATE INDEX event_log_by_subject ON event_log (subject);

            -- Of the days that were dropped, how things stood at their end: of each subject the last event of each type, where
            -- the publication says that this is all that holds, or every one, where it says so.
            CREATE TABLE event_kept (
                position bigint NOT NULL,
                id uuid NOT NULL,
                aggregate text NOT NULL,
                partition smallint NOT NULL CHECK (partition >= 0),
                subject text NOT NULL,
                subject_version integer NOT NULL CHECK (subject_version > 0),
                type text NOT NULL,
                logged_at timestamptz NOT NULL,
                causation_id uuid,
                correlation_id uuid,
                traceparent text,
                data text NOT NULL,
                digest bigint NOT NULL,
                -- Whether a later event of its type supersedes it.
                is_last boolean NOT NULL,
                PRIMARY KEY (aggregate, subject, subject_version)
            );
            CREATE UNIQUE INDEX event_kept_last ON event_kept (aggregate, subject, type) WHERE is_last;
            -- Who begins to listen reads it in the order in which it was told.
            CREATE UNIQUE INDEX event_kept_by_position ON event_kept (aggregate, position);

            -- Counts each aggregate's events without a hole, and is locked before a position is drawn.
            CREATE TABLE event_subject (
                aggregate text NOT NULL,
                subject text NOT NULL,
                version integer NOT NULL CHECK (version > 0),
                -- The transaction that its last event counts as told in.
                xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
                PRIMARY KEY (aggregate, subject)
            ) WITH (fillfactor = 50);

            CREATE TABLE event_cursor (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                -- Up to this place, and with it, the log has left.
                reached_xid xid8 NOT NULL DEFAULT '0',
                reached_position bigint NOT NULL DEFAULT 0 CHECK (reached_position >= 0),
                -- The positions behind it that have left.
                ahead bigint[] COMPRESSION lz4 NOT NULL DEFAULT '{}',
                since date NOT NULL DEFAULT '1970-01-01',
                saved_at timestamptz NOT NULL DEFAULT now()
            );
            INSERT INTO event_cursor DEFAULT VALUES;
            """)
}
