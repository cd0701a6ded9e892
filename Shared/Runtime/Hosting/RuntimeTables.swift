internal import Postgres

/// The tables of what every service does for its callers, the same in every schema.
enum RuntimeTables {
    /// The steps that make them.
    static let migrations: [Migration] = [
        Migration(
            number: 1, name: "callers",
            sql: """
                -- The first answer to each command, given again when the command is repeated with its key.
                CREATE TABLE idempotency (
                    caller text NOT NULL,
                    route text NOT NULL,
                    key text NOT NULL,
                    request_digest bigint NOT NULL,
                    status smallint NOT NULL,
                    answer text NOT NULL,
                    answered_at timestamptz NOT NULL DEFAULT now(),
                    PRIMARY KEY (caller, route, key)
                );

                -- Who commanded what, in which role, when and why.
                CREATE TABLE audit_trail (
                    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    at timestamptz NOT NULL,
                    actor text NOT NULL CHECK (actor <> ''),
                    role text NOT NULL CHECK (role IN (
                        'buyer', 'station-clerk', 'driver', 'presenter', 'county-officer', 'reviewer',
                        'operator', 'partner')),
                    command text NOT NULL,
                    subject text NOT NULL,
                    reason text NOT NULL
                );

                -- The links of chains: each ties a row of the table that its chain is called after to the link before it.
                CREATE TABLE chain_link (
                    chain text NOT NULL,
                    position bigint NOT NULL CHECK (position > 0),
                    -- The row's key, as text.
                    entry text NOT NULL CHECK (entry <> ''),
                    previous bytea CHECK (octet_length(previous) = 32),
                    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
                    sealed_at timestamptz NOT NULL DEFAULT now(),
                    -- Nothing follows what is not there, so that positions have no gap; and no two links are in one place,
                    -- so that no chain forks.
                    previous_position bigint GENERATED ALWAYS AS (NULLIF(position - 1, 0)) STORED,
                    PRIMARY KEY (chain, position),
                    UNIQUE (chain, entry),
                    UNIQUE (chain, position, hash),
                    CHECK ((position = 1) = (previous IS NULL)),
                    FOREIGN KEY (chain, previous_position, previous) REFERENCES chain_link (chain, position, hash)
                );

                -- Where each chain ends, locked by whoever seals, and how far audits have found it sound.
                CREATE TABLE chain_head (
                    chain text PRIMARY KEY,
                    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
                    hash bytea CHECK ((hash IS NULL) = (position = 0)),
                    checked_position bigint NOT NULL DEFAULT 0 CHECK (checked_position BETWEEN 0 AND position),
                    checked_hash bytea CHECK ((checked_hash IS NULL) = (checked_position = 0)),
                    -- When one has gone along all of it, and found it sound.
                    walked_at timestamptz
                );

                -- Rows that are not sealed yet. A command adds to it beside its row, and waits for nobody: for that it does
                -- not refer to the head, which whoever seals has locked.
                CREATE TABLE chain_waiting (
                    ticket bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    chain text NOT NULL,
                    entry text NOT NULL,
                    UNIQUE (chain, entry)
                );

                -- Notes that rows wait to be sealed. Its argument is the column that tells the table's rows apart.
                CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    EXECUTE format(
                        'INSERT INTO chain_waiting (chain, entry) SELECT %L, %I::text FROM added ORDER BY %I',
                        TG_TABLE_NAME, TG_ARGV[0], TG_ARGV[0]);
                    RETURN NULL;
                END
                $$;

                -- Refuses to change what a chain holds, whoever owns the table.
                CREATE FUNCTION refuse_unchaining() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'rows of % are sealed in a chain, and never changed or deleted', TG_TABLE_NAME
                        USING ERRCODE = 'integrity_constraint_violation';
                END
                $$;
                CREATE TRIGGER chain_link_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON chain_link
                    EXECUTE FUNCTION refuse_unchaining();

                \(HashChain.declaration(of: "audit_trail", by: "number"))

                -- Whether the system's time is simulated. Decided when the schema is made, and never changed.
                CREATE TABLE time_source (
                    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                    is_simulated boolean NOT NULL
                );
                """),
        Migration(
            number: 2, name: "personal keys",
            sql: """
                -- The keys that personal data of this schema is kept under, by their ids: one that is still needed cannot be lost
                -- unseen, since rows refer to it.
                CREATE TABLE personal_key (
                    id bytea PRIMARY KEY CHECK (octet_length(id) = 4)
                );

                -- By which look-up key people are found: one for good, or nobody on file would be found any more.
                CREATE TABLE personal_look_up (
                    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                    check_value bytea NOT NULL CHECK (octet_length(check_value) = 32)
                );
                """),
    ]
}
