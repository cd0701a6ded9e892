internal import Postgres

extension EligibilityService {
    /// The chain of evidence, and the history that refers to it.
    static let evidence = Migration(
        number: 2, name: "evidence and history",
        sql: """
            -- Refuses to change what was written once.
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
            END
            $$;

            -- Why households stand where they stand: a chain, each record bound to the one before it by its hash.
            CREATE TABLE evidence (
                position bigint PRIMARY KEY CHECK (position > 0),
                id uuid NOT NULL UNIQUE,
                household uuid NOT NULL REFERENCES household,
                content text NOT NULL,
                previous_hash text REFERENCES evidence (hash),
                hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
                sealed_at timestamptz NOT NULL DEFAULT now(),
                -- Only the first record has none before it, and no two records follow the same one.
                CHECK ((position = 1) = (previous_hash IS NULL)),
                UNIQUE (previous_hash)
            );
            CREATE TRIGGER evidence_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence
                EXECUTE FUNCTION refuse_change();

            -- The last record, locked by whoever seals the next.
            CREATE TABLE evidence_head (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                position bigint NOT NULL,
                hash text REFERENCES evidence (hash)
            );
            INSERT INTO evidence_head (position) VALUES (0);

            -- Every move in the state table.
            CREATE TABLE household_history (
                household uuid NOT NULL REFERENCES household,
                evidence uuid NOT NULL UNIQUE REFERENCES evidence (id),
                from_state text,
                to_state text NOT NULL,
                actor text NOT NULL CHECK (actor <> ''),
                at timestamptz NOT NULL,
                reason text,
                PRIMARY KEY (household, evidence)
            );
            CREATE TRIGGER household_history_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON household_history
                EXECUTE FUNCTION refuse_change();

            -- What the clock asked of a household and its state did not allow: without effect, and on record.
            CREATE TABLE refused_deadline (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                household uuid NOT NULL REFERENCES household,
                command text NOT NULL,
                due timestamptz NOT NULL,
                refusal text NOT NULL
            );

            -- What was made known of each household: what entitlement is judged by, as of any instant.
            CREATE TABLE status_entry (
                token text NOT NULL REFERENCES household (token),
                number bigint GENERATED ALWAYS AS IDENTITY,
                state text NOT NULL,
                county text NOT NULL,
                effective_at timestamptz NOT NULL,
                evidence uuid NOT NULL REFERENCES evidence (id),
                PRIMARY KEY (token, number)
            );
            CREATE TRIGGER status_entry_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON status_entry
                EXECUTE FUNCTION refuse_change();
            """)
}
