internal import Postgres

extension EligibilityService {
    /// What households earn, and what follows from it.
    static let income = Migration(
        number: 5, name: "income",
        sql: """
            -- Each income once by its source. What was wrong is turned back by another entry.
            CREATE TABLE income_entry (
                household uuid NOT NULL REFERENCES household,
                source_kind text NOT NULL CHECK (source_kind IN ('survey', 'settlement')),
                source uuid NOT NULL,
                component text NOT NULL CHECK (component IN (
                    'wages', 'operating', 'property', 'transfer', 'production-costs')),
                day date NOT NULL,
                amount_fen bigint NOT NULL CHECK (abs(amount_fen) <= 1000000000000),
                PRIMARY KEY (household, source_kind, source, component)
            );
            CREATE TRIGGER income_entry_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON income_entry
                EXECUTE FUNCTION refuse_change();

            -- Whose income has changed in a month, by its first day, since it was last looked at.
            CREATE TABLE income_unreviewed (
                household uuid NOT NULL REFERENCES household,
                month date NOT NULL CHECK (extract(day FROM month) = 1),
                PRIMARY KEY (household, month)
            );

            -- What the figures suggest that an officer looks into. Nothing follows from it by itself.
            CREATE TABLE review_suggestion (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                household uuid NOT NULL REFERENCES household,
                kind text NOT NULL CHECK (kind IN ('appraise-exit', 'raise-risk', 'check-risk', 'relapse')),
                assessment uuid NOT NULL REFERENCES assessment,
                suggested_at timestamptz NOT NULL,
                -- When a newer suggestion took its place, or the household moved.
                closed_at timestamptz CHECK (closed_at >= suggested_at)
            );
            CREATE UNIQUE INDEX review_suggestion_open ON review_suggestion (household) WHERE closed_at IS NULL;
            """)
}
