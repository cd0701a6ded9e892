internal import Postgres

extension DeliveryTables {
    /// Whom beside the services it is told to.
    static let partners = Migration(
        number: 8, name: "partners",
        sql: """
            -- Those who read the partner edition of this log, each from a place of its own.
            CREATE TABLE partner (
                id uuid PRIMARY KEY,
                name text NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9-]{1,30}$'),
                -- Makes the stand-ins for what the partner must not know.
                key bytea NOT NULL CHECK (octet_length(key) = 32),
                -- How far the log was read for it, as in event_cursor.
                reached_xid xid8 NOT NULL DEFAULT '0',
                reached_position bigint NOT NULL DEFAULT 0 CHECK (reached_position >= 0),
                since date NOT NULL DEFAULT '1970-01-01',
                told bigint NOT NULL DEFAULT 0 CHECK (told >= 0),
                told_at timestamptz,
                registered_at timestamptz NOT NULL,
                -- Why it is told nothing more; null while it is.
                suspended text CHECK (suspended <> ''),
                CHECK ((told = 0) = (told_at IS NULL))
            );

            -- Counts what a partner was told of each aggregate, without a hole: it is told less than the services are.
            CREATE TABLE partner_subject (
                partner uuid NOT NULL REFERENCES partner ON DELETE CASCADE,
                aggregate text NOT NULL,
                subject text NOT NULL,
                version integer NOT NULL CHECK (version > 0),
                PRIMARY KEY (partner, aggregate, subject)
            ) WITH (fillfactor = 50);

            -- Which orders partners have sent, registered or not: what becomes of them is told to nobody else.
            CREATE TABLE partner_order (
                order_id uuid PRIMARY KEY,
                partner uuid NOT NULL
            );
            """)
}
