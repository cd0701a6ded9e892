internal import Postgres

extension DeliveryTables {
    /// What services ask of each other's logs.
    static let refills = Migration(
        number: 6, name: "refills",
        sql: """
            -- The logs of others that were asked for, and how far the answers have come.
            CREATE TABLE refill (
                id uuid PRIMARY KEY,
                source text NOT NULL,
                -- Null for all of them.
                partition smallint CHECK (partition >= 0),
                -- Null for the beginning.
                since timestamptz,
                ordered_at timestamptz NOT NULL DEFAULT now(),
                asked_at timestamptz,
                times_asked integer NOT NULL DEFAULT 0 CHECK (times_asked >= 0),
                heard_at timestamptz,
                sent bigint NOT NULL DEFAULT 0 CHECK (sent >= 0),
                through timestamptz,
                finished_at timestamptz,
                refusal text,
                -- How many events were told before the log begins, of which nothing is kept; only of a newcomer's order.
                dropped bigint CHECK (dropped > 0),
                CHECK (heard_at IS NULL OR times_asked > 0),
                CHECK (refusal IS NULL OR finished_at IS NOT NULL)
            );
            -- One at a time of what would be the same.
            CREATE UNIQUE INDEX refill_open ON refill (source, coalesce(partition, -1)) WHERE finished_at IS NULL;

            -- The parts of this log that others asked for, and how far the answers have come, so that a restart goes on.
            CREATE TABLE refill_answer (
                id uuid PRIMARY KEY,
                asker text NOT NULL,
                aggregate text NOT NULL,
                partition smallint CHECK (partition >= 0),
                since timestamptz,
                -- The first transaction that had not begun when it was asked for. What could not be seen then the asker hears from
                -- the relay.
                fence xid8 NOT NULL,
                -- The last position that was sent of what is kept of dropped days; null once that is done.
                kept_to bigint DEFAULT 0 CHECK (kept_to >= 0),
                -- The last event that was sent: by the day's part of the log, and its position there.
                day date NOT NULL,
                position bigint NOT NULL,
                sent bigint NOT NULL DEFAULT 0 CHECK (sent >= 0),
                taken_at timestamptz NOT NULL DEFAULT now(),
                finished_at timestamptz
            );
            CREATE INDEX refill_answer_open ON refill_answer (taken_at) WHERE finished_at IS NULL;

            -- Versions of others that will never come, and were passed over.
            CREATE TABLE passed_over (
                source text NOT NULL,
                subject text NOT NULL,
                missing_from integer NOT NULL CHECK (missing_from > 0),
                missing_to integer NOT NULL CHECK (missing_to >= missing_from),
                -- Why, as in GoneCause.
                cause text NOT NULL,
                noted_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (source, subject, missing_from)
            );

            -- What restored services ask of those who heard them, by each partition on which it came.
            CREATE TABLE heard_question (
                id uuid NOT NULL,
                source text NOT NULL,
                partition smallint NOT NULL CHECK (partition >= 0),
                since timestamptz NOT NULL,
                asked_at timestamptz NOT NULL DEFAULT now(),
                answered_at timestamptz,
                PRIMARY KEY (id, source, partition)
            );

            -- Each restore of this schema from a dump, after which the counting of transactions began anew.
            CREATE TABLE event_epoch (
                number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                began_at timestamptz NOT NULL DEFAULT now(),
                -- When the last event was told that the dump has.
                dumped_after timestamptz NOT NULL,
                actor text NOT NULL CHECK (actor <> ''),
                reason text NOT NULL
            );

            -- Events that this service told, others heard, and the dump does not have.
            CREATE TABLE lost_event (
                id uuid NOT NULL,
                source text NOT NULL,
                digest bigint NOT NULL,
                heard_by text NOT NULL,
                epoch integer NOT NULL REFERENCES event_epoch,
                PRIMARY KEY (id, heard_by)
            );

            -- The versions that such events had. They are not told again.
            CREATE TABLE lost_version (
                aggregate text NOT NULL,
                subject text NOT NULL,
                lost_from integer NOT NULL CHECK (lost_from > 0),
                lost_to integer NOT NULL CHECK (lost_to >= lost_from),
                epoch integer NOT NULL REFERENCES event_epoch,
                PRIMARY KEY (aggregate, subject, lost_from)
            );
            """)
}
