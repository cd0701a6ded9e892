internal import Postgres

extension DeliveryTables {
    /// What people decide of the events that wait.
    static let replay = Migration(
        number: 7, name: "replay",
        sql: """
            -- A selection of parked events, fixed when it was made, and what is to become of them.
            CREATE TABLE parked_plan (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                decision text NOT NULL CHECK (decision IN ('replay', 'discard', 'edit')),
                state text NOT NULL
                    CHECK (state IN ('planned', 'proposed', 'refused', 'running', 'stopped', 'done')),
                -- What was asked for, in words.
                selection text NOT NULL,
                made_at timestamptz NOT NULL,
                made_by text NOT NULL CHECK (made_by <> ''),
                reason text NOT NULL,
                decided_at timestamptz,
                decided_by text CHECK (decided_by <> ''),
                UNIQUE (number, decision),
                CHECK (num_nulls(decided_at, decided_by) IN (0, 2)),
                -- Only a replay is planned without being proposed, to be rehearsed.
                CHECK (state <> 'planned' OR decision = 'replay'),
                -- What becomes of an event that waits is two people's decision, and they say why.
                CONSTRAINT two_people_decide CHECK (
                    state IN ('planned', 'proposed', 'refused')
                    OR decided_by IS NOT NULL AND decided_by <> made_by),
                CONSTRAINT a_reason_is_given CHECK (state = 'planned' OR reason <> '')
            );

            -- What becomes of each event, in this order.
            CREATE TABLE parked_step (
                plan bigint NOT NULL,
                plan_decision text NOT NULL,
                place integer NOT NULL CHECK (place > 0),
                decision text NOT NULL,
                -- Its number in parked_events, and what it was: it stays here when it is parked no more.
                event bigint NOT NULL,
                id uuid,
                source text,
                subject text,
                subject_version integer,
                type text,
                -- What arrived, unless it is replayed as it is.
                content bytea,
                -- What takes its place.
                corrected bytea,
                outcome text CHECK (outcome IN ('done', 'gone', 'failed', 'held')),
                error text,
                -- The types of the events that were told in turn.
                told text[] NOT NULL DEFAULT '{}',
                settled_at timestamptz,
                PRIMARY KEY (plan, place),
                UNIQUE (plan, event),
                FOREIGN KEY (plan, plan_decision) REFERENCES parked_plan (number, decision) ON DELETE CASCADE,
                -- What waits behind an event is replayed; nothing is discarded or edited but by a plan to do so.
                CHECK (decision IN ('replay', plan_decision)),
                CHECK (decision = 'replay' OR content IS NOT NULL),
                CHECK ((corrected IS NOT NULL) = (decision = 'edit')),
                CHECK ((outcome IS NULL) = (settled_at IS NULL)),
                CHECK ((error IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('failed', 'held')))
            );
            CREATE INDEX parked_step_pending ON parked_step (plan, place) WHERE outcome IS NULL;
            """)
}
