internal import Postgres

extension LogisticsService {
    /// What is carried, and what happened to whom.
    static let consignments = Migration(
        number: 2, name: "consignments",
        sql: """
            -- One order's goods from one site, in one temperature band, to one destination.
            CREATE TABLE consignment (
                id uuid PRIMARY KEY,
                order_id uuid NOT NULL,
                direction text NOT NULL CHECK (direction IN ('up', 'down')),
                -- Of a refused one, the site that was asked for may not be known.
                origin uuid NOT NULL,
                carried_from uuid
                    GENERATED ALWAYS AS (CASE WHEN state <> 'refused' THEN origin END) STORED REFERENCES site,
                destination uuid NOT NULL,
                destination_kind text NOT NULL CHECK (destination_kind IN ('address', 'station', 'depot')),
                city text NOT NULL CHECK (city ~ '^[0-9]{6}$'),
                band_minimum integer,
                band_maximum integer,
                band_allowed_minutes bigint,
                ready_from timestamptz NOT NULL,
                deliver_by timestamptz NOT NULL,
                priority integer NOT NULL,
                -- How it is to go: over which hub and depot, to where on the map, and when it must be collected.
                hub uuid REFERENCES site,
                depot uuid REFERENCES site,
                destination_longitude integer,
                destination_latitude integer,
                collect_from timestamptz,
                collect_to timestamptz CHECK (collect_from <= collect_to AND collect_to <= deliver_by),
                state text NOT NULL CHECK (state IN ('accepted', 'refused', 'planned', 'on-board', 'at-hub', 'waiting',
                    'delivered', 'failed', 'withdrawn')),
                run uuid,
                -- Where it is, or was last.
                site uuid NOT NULL,
                collected_at timestamptz,
                failed_collections integer NOT NULL CHECK (failed_collections BETWEEN 0 AND 2),
                failed_deliveries integer NOT NULL CHECK (failed_deliveries BETWEEN 0 AND 3),
                pick_up_code text CHECK (pick_up_code ~ '^[0-9a-f]{64}$'),
                pick_up_by timestamptz,
                pick_up_wrong_tries integer CHECK (pick_up_wrong_tries BETWEEN 0 AND 5),
                CHECK (num_nulls(band_minimum, band_maximum, band_allowed_minutes) IN (0, 3)),
                -- What is carried has a way, and what is refused has none.
                CHECK (num_nulls(hub, destination_longitude, destination_latitude, collect_from, collect_to)
                    = CASE state WHEN 'refused' THEN 5 ELSE 0 END),
                CHECK (depot IS NULL OR hub IS NOT NULL),
                CHECK (CASE
                    WHEN state IN ('planned', 'on-board') THEN run IS NOT NULL
                    WHEN state <> 'at-hub' THEN run IS NULL
                    ELSE true
                END),
                CHECK (CASE
                    WHEN state IN ('on-board', 'at-hub', 'waiting', 'delivered') THEN collected_at IS NOT NULL
                    WHEN state <> 'failed' THEN collected_at IS NULL
                    ELSE true
                END),
                CHECK (num_nulls(pick_up_code, pick_up_by, pick_up_wrong_tries)
                    = CASE state WHEN 'waiting' THEN 0 ELSE 3 END)
            );
            CREATE INDEX consignment_by_order ON consignment (order_id);
            CREATE INDEX consignment_on_its_way ON consignment (destination)
                WHERE state IN ('accepted', 'planned', 'on-board', 'at-hub', 'waiting');
            CREATE INDEX consignment_under_way ON consignment (site, id)
                WHERE state IN ('accepted', 'planned', 'on-board', 'at-hub', 'waiting');
            CREATE INDEX consignment_by_run ON consignment (run) WHERE run IS NOT NULL;
            CREATE TRIGGER consignment_keeps_its_end BEFORE UPDATE ON consignment FOR EACH ROW
                WHEN (OLD.state IN ('refused', 'delivered', 'failed', 'withdrawn') OR OLD.order_id <> NEW.order_id)
                EXECUTE FUNCTION refuse_change();

            -- The goods of an order's parts, and what has become of them, in the unit ordered. A part is carried once.
            CREATE TABLE consignment_item (
                consignment uuid NOT NULL REFERENCES consignment,
                position integer NOT NULL CHECK (position > 0),
                allocation uuid NOT NULL UNIQUE,
                lot uuid NOT NULL,
                product uuid NOT NULL,
                goods_class text NOT NULL,
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                ordered bigint NOT NULL CHECK (ordered > 0),
                pieces bigint NOT NULL CHECK (pieces >= 0),
                gross_g bigint NOT NULL CHECK (gross_g >= 0),
                volume_ml bigint NOT NULL CHECK (volume_ml >= 0),
                withdrawn bigint NOT NULL CHECK (withdrawn BETWEEN 0 AND ordered),
                collected bigint CHECK (collected BETWEEN 0 AND ordered - withdrawn),
                missing bigint NOT NULL CHECK (missing >= 0),
                condemned bigint NOT NULL CHECK (condemned >= 0),
                delivered bigint NOT NULL CHECK (delivered >= 0),
                refused bigint NOT NULL CHECK (refused >= 0),
                PRIMARY KEY (consignment, position),
                CHECK (missing + condemned + delivered + refused <= coalesce(collected, 0))
            );

            -- What happened to whom, by whose command or by which event, and what was asked in vain.
            CREATE TABLE history (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                aggregate text NOT NULL CHECK (aggregate IN (
                    'site', 'vehicle', 'lane', 'destination', 'consignment', 'shift', 'run')),
                subject uuid NOT NULL,
                command text NOT NULL CHECK (command <> ''),
                actor text NOT NULL CHECK (actor <> ''),
                at timestamptz NOT NULL,
                event_id uuid,
                reason text NOT NULL,
                -- The rule that kept the command from having an effect, or made it end otherwise.
                refusal text CHECK (refusal <> '')
            );
            CREATE INDEX history_by_subject ON history (subject, number);
            CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON history
                EXECUTE FUNCTION refuse_change();
            """)
}
