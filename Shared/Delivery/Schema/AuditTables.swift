internal import Postgres

extension DeliveryTables {
    /// What audits have counted, so that the next one reads only what came since.
    static let audit = Migration(
        number: 5, name: "audit",
        sql: """
            -- The hour in which an event's identifier was made: the same for who tells it and for who hears it.
            CREATE FUNCTION event_hour(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN to_timestamp(
                ('x' || left(id::text, 8) || substr(id::text, 10, 4))::bit(48)::bigint / 3600000 * 3600);

            -- What was counted so far, of days that were dropped too: by aggregate what was told, by source what was heard.
            CREATE TABLE event_tally (
                side text NOT NULL CHECK (side IN ('told', 'heard')),
                stream text NOT NULL,
                hour timestamptz NOT NULL CHECK (extract(epoch FROM hour) % 3600 = 0),
                events bigint NOT NULL CHECK (events > 0),
                fingerprint bigint NOT NULL,
                PRIMARY KEY (side, stream, hour)
            );

            -- The part of it that was on days that were dropped, which cannot be counted again.
            CREATE TABLE dropped_tally (LIKE event_tally INCLUDING ALL);

            -- How far was counted.
            CREATE TABLE audit_mark (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                -- All transactions before this one have been counted.
                counted_to xid8 NOT NULL DEFAULT '0',
                -- No row of the log from counted_to on lies on an earlier day.
                since date NOT NULL DEFAULT '1970-01-01',
                -- Grows with each change of a tally. Who counted beside another one finds it changed, and keeps nothing.
                revision bigint NOT NULL DEFAULT 0,
                counted_at timestamptz
            );
            INSERT INTO audit_mark DEFAULT VALUES;
            """)
}
