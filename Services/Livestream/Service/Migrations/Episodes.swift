internal import Postgres

extension LivestreamService {
    /// Episodes, who is engaged for them, and what was recorded of them.
    static let episodes = Migration(
        number: 2, name: "episodes",
        sql: """
            CREATE TABLE episode (
                id uuid PRIMARY KEY,
                programme uuid NOT NULL REFERENCES programme,
                number integer NOT NULL CHECK (number > 0),
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                alleviation_day uuid REFERENCES alleviation_day,
                starts_at timestamptz NOT NULL,
                ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
                state text NOT NULL CHECK (state IN ('scheduled', 'live', 'ended', 'cancelled')),
                stream text NOT NULL CHECK (stream IN ('awaited', 'running', 'lost')),
                stream_lost_at timestamptz,
                CHECK ((stream = 'lost') = (stream_lost_at IS NOT NULL))
            );
            -- A number is given again only when its episode was called off.
            CREATE UNIQUE INDEX episode_number ON episode (programme, number) WHERE state <> 'cancelled';

            CREATE TABLE engagement (
                episode uuid NOT NULL REFERENCES episode,
                presenter uuid NOT NULL REFERENCES presenter,
                position integer NOT NULL CHECK (position > 0),
                PRIMARY KEY (episode, presenter),
                UNIQUE (episode, position)
            );
            CREATE INDEX engagement_by_presenter ON engagement (presenter);

            -- No presenter is in two places at once. An exclusion constraint could not look at two tables, nor compare a
            -- uuid beside a range without an extension. The presenters' rows are locked, so that two episodes which are
            -- scheduled at the same time see each other.
            CREATE FUNCTION refuse_double_engagement() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                changed uuid;
            BEGIN
                IF TG_TABLE_NAME = 'episode' THEN changed := NEW.id; ELSE changed := NEW.episode; END IF;
                PERFORM FROM presenter JOIN engagement ON presenter = presenter.id
                    WHERE episode = changed ORDER BY presenter.id FOR NO KEY UPDATE OF presenter;
                IF EXISTS (
                    SELECT FROM episode one
                    JOIN engagement ON engagement.episode = one.id
                    JOIN engagement elsewhere
                        ON elsewhere.presenter = engagement.presenter AND elsewhere.episode <> one.id
                    JOIN episode other ON other.id = elsewhere.episode
                    WHERE one.id = changed AND one.state IN ('scheduled', 'live')
                        AND other.state IN ('scheduled', 'live')
                        AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at)
                THEN
                    RAISE EXCEPTION 'a presenter of episode % is engaged elsewhere at that time', changed
                        USING ERRCODE = 'exclusion_violation';
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE CONSTRAINT TRIGGER episode_finds_presenters_free AFTER UPDATE ON episode
                FOR EACH ROW EXECUTE FUNCTION refuse_double_engagement();
            CREATE CONSTRAINT TRIGGER engagement_finds_presenter_free AFTER INSERT OR UPDATE ON engagement
                FOR EACH ROW EXECUTE FUNCTION refuse_double_engagement();

            CREATE TABLE recording (
                id uuid PRIMARY KEY,
                episode uuid NOT NULL REFERENCES episode,
                media_key text NOT NULL UNIQUE CHECK (media_key <> ''),
                duration_ms bigint NOT NULL CHECK (duration_ms > 0)
            );
            CREATE INDEX recording_by_episode ON recording (episode);
            CREATE TRIGGER recording_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON recording
                EXECUTE FUNCTION refuse_change();
            """)
}
