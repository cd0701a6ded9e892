internal import Postgres

extension DeliveryTables {
    /// What it heard and could not handle yet.
    static let parking = Migration(
        number: 3, name: "parking",
        sql: """
            -- Events that wait: for somebody to decide, for one of their subject that waits, or for one that is missing.
            CREATE TABLE parked_events (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                -- The attributes of the event; null where they could not be read.
                id uuid,
                source text,
                subject text,
                subject_version integer,
                type text,
                told_at timestamptz,
                causation_id uuid,
                correlation_id uuid,
                traceparent text,
                queue text NOT NULL,
                -- The event's data, or all that arrived where its attributes could not be read.
                content bytea NOT NULL,
                digest bigint NOT NULL,
                -- Why it waits, as in ParkingCause.
                cause text NOT NULL,
                error text NOT NULL,
                attempts integer NOT NULL CHECK (attempts >= 0),
                parked_at timestamptz NOT NULL DEFAULT now(),
                CHECK (num_nulls(id, source, subject, subject_version, type, told_at) IN (0, 6)),
                -- Whoever takes another event's identifier does not take its place.
                UNIQUE (id, source, subject, subject_version, digest)
            );
            CREATE UNIQUE INDEX parked_unreadable ON parked_events (queue, digest) WHERE id IS NULL;
            -- What comes later of the same subject waits behind it.
            CREATE INDEX parked_by_subject ON parked_events (source, subject, subject_version);
            """)
}
