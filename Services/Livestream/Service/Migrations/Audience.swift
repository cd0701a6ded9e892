internal import Postgres

extension LivestreamService {
    /// Who watched what: for attribution by session, and to be counted.
    static let audience = Migration(
        number: 4, name: "audience",
        sql: """
            -- A session's visits to episodes. One that shows no sign for a while comes back as another visit.
            CREATE TABLE episode_view (
                session text NOT NULL CHECK (session ~ '^[A-Z2-7]{26}$'),
                episode uuid NOT NULL REFERENCES episode,
                joined_at timestamptz NOT NULL,
                last_seen_at timestamptz NOT NULL CHECK (last_seen_at >= joined_at),
                PRIMARY KEY (session, episode, joined_at)
            );
            CREATE INDEX episode_view_by_episode ON episode_view (episode);

            -- The registers of each episode's HyperLogLog, a row for each that something fell into: viewers who join at
            -- the same time meet in the same row only by chance, and most change nothing.
            CREATE TABLE audience_register (
                episode uuid NOT NULL REFERENCES episode,
                register integer NOT NULL CHECK (register BETWEEN 0 AND 16383),
                rank smallint NOT NULL CHECK (rank BETWEEN 1 AND 51),
                PRIMARY KEY (episode, register)
            );

            -- Each episode's audience as it was told when the episode ended.
            CREATE TABLE audience_count (
                episode uuid PRIMARY KEY REFERENCES episode,
                as_of timestamptz NOT NULL,
                unique_estimate bigint NOT NULL CHECK (unique_estimate >= 0),
                peak bigint NOT NULL CHECK (peak >= 0)
            );
            CREATE TRIGGER audience_count_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audience_count
                EXECUTE FUNCTION refuse_change();
            """)
}
