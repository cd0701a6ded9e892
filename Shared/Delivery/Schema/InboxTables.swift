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
            -- Those made before the days that are remembered one by one: what a teller's log told again to who was late.
            CREATE TABLE inbox_earlier PARTITION OF inbox DEFAULT;
            -- They are forgotten by when they came; see EarlierEvents. Such an index costs an insert nothing either.
            CREATE INDEX inbox_earlier_by_arrival ON inbox_earlier USING brin (received_at);

            -- Audits read what came since the last one. Of a transaction id, an index of ranges can be made only by way of
            -- text; it costs an insert nothing that can be measured.
            CREATE INDEX inbox_by_transaction ON inbox USING brin ((xid::text::bigint));

            -- The last version of each aggregate of others that was passed on in order: handled, or put aside for somebody
            -- to decide. Kept for good. Whoever handles an event of an aggregate locks its row.
            --
            -- All rows of a page are changed soon after they were written. Half of it is left free, so that each finds room for its
            -- next version beside it, and indexes need not hear of it.
            CREATE TABLE inbox_subject (
                source text NOT NULL,
                subject text NOT NULL,
                version integer NOT NULL CHECK (version > 0),
                PRIMARY KEY (source, subject)
            ) WITH (fillfactor = 50);

            -- The versions of aggregates of others that have not come, though later ones have, which wait in parked_events.
            CREATE TABLE gap (
                source text NOT NULL,
                subject text NOT NULL,
                missing_from integer NOT NULL CHECK (missing_from > 0),
                missing_to integer NOT NULL CHECK (missing_to >= missing_from),
                noticed_at timestamptz NOT NULL DEFAULT now(),
                -- When their teller was last asked for them, and how often.
                asked_at timestamptz,
                times_asked integer NOT NULL DEFAULT 0 CHECK (times_asked >= 0),
                -- The first version that the teller has still; null unless it has said that earlier ones are gone for good.
                kept_from integer CHECK (kept_from > 0),
                PRIMARY KEY (source, subject)
            );

            -- Events that are about to be handled with care; struck out when they are. Who finds one here twice knows
            -- that the process died of it.
            CREATE TABLE handling_attempt (
                id uuid PRIMARY KEY,
                attempts integer NOT NULL CHECK (attempts > 0),
                last_at timestamptz NOT NULL
            );
            """)
}
