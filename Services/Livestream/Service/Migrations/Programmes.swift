internal import Postgres

extension LivestreamService {
    /// What is broadcast, by whom, and the days on which poor counties' goods come first.
    static let programmes = Migration(
        number: 1, name: "programmes, presenters and alleviation days",
        sql: """
            -- Refuses to change what was written once.
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
            END
            $$;

            -- Series of episodes that travel from county to county.
            CREATE TABLE programme (
                id uuid PRIMARY KEY,
                title_zh text NOT NULL CHECK (title_zh ~ '\\S'),
                title_en text NOT NULL CHECK (title_en ~ '\\S'),
                state text NOT NULL CHECK (state IN ('open', 'closed'))
            );

            -- Who presents. Names stay here: events carry identifiers.
            CREATE TABLE presenter (
                id uuid PRIMARY KEY,
                name text NOT NULL CHECK (name ~ '\\S'),
                state text NOT NULL CHECK (state IN ('active', 'retired'))
            );

            -- The 7th of each month, with what was sold on it as far as is known.
            CREATE TABLE alleviation_day (
                id uuid PRIMARY KEY,
                day date NOT NULL UNIQUE CHECK (extract(day FROM day) = 7),
                state text NOT NULL CHECK (state IN ('planned', 'open', 'closed')),
                orders bigint NOT NULL CHECK (orders >= 0),
                sales_fen bigint NOT NULL CHECK (sales_fen >= 0),
                to_registered_fen bigint NOT NULL CHECK (to_registered_fen >= 0)
            );

            -- Each alleviation day is planned when the one before it ends. Nothing ends before the first, so its planning
            -- is due at once.
            INSERT INTO deadline (kind, subject, due) VALUES ('day.plan', 'first', 'epoch');

            -- What happened to whom, by whose command or by which event, and what was asked in vain.
            CREATE TABLE history (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                aggregate text NOT NULL CHECK (aggregate IN ('programme', 'presenter', 'episode', 'offer', 'day')),
                subject uuid NOT NULL,
                command text NOT NULL,
                actor text NOT NULL CHECK (actor <> ''),
                at timestamptz NOT NULL,
                event_id uuid,
                reason text NOT NULL,
                -- The rule that kept the command from having an effect.
                refusal text
            );
            CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON history
                EXECUTE FUNCTION refuse_change();
            """)
}
