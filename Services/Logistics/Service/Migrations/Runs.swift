internal import Postgres

extension LogisticsService {
    /// What vehicles are to do, what was done, and what their drivers said.
    static let runs = Migration(
        number: 4, name: "runs",
        sql: """
            -- One vehicle's journey in one shift, by the plan in force.
            CREATE TABLE run (
                id uuid PRIMARY KEY,
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                shift uuid NOT NULL,
                vehicle uuid NOT NULL,
                driver uuid NOT NULL,
                state text NOT NULL CHECK (state IN ('planned', 'cancelled', 'under-way', 'interrupted', 'ended')),
                plan integer NOT NULL CHECK (plan > 0),
                starts_at timestamptz NOT NULL,
                ends_at timestamptz NOT NULL CHECK (ends_at >= starts_at),
                return_metres bigint NOT NULL CHECK (return_metres >= 0),
                -- In thousandths of what the vehicle may carry: no plan loads more than it holds.
                load_up bigint NOT NULL CHECK (load_up BETWEEN 0 AND 1000),
                load_down bigint NOT NULL CHECK (load_down BETWEEN 0 AND 1000),
                started_at timestamptz,
                broke_down_at timestamptz CHECK (broke_down_at >= started_at),
                breakdown_longitude integer,
                breakdown_latitude integer,
                ended_at timestamptz CHECK (ended_at >= started_at),
                FOREIGN KEY (shift, vehicle, driver) REFERENCES shift (id, vehicle, driver),
                CHECK ((started_at IS NULL) = (state IN ('planned', 'cancelled'))),
                CHECK ((ended_at IS NULL) = (state <> 'ended')),
                CHECK (num_nulls(broke_down_at, breakdown_longitude, breakdown_latitude) IN (0, 3)),
                CHECK (state <> 'interrupted' OR broke_down_at IS NOT NULL)
            );
            CREATE INDEX run_by_county ON run (county, id);
            -- By what a token says, which need not be an identifier.
            CREATE INDEX run_by_driver ON run ((driver::text));
            CREATE UNIQUE INDEX run_is_its_shifts_only_one ON run (shift)
                WHERE state IN ('planned', 'under-way', 'interrupted');
            CREATE UNIQUE INDEX vehicle_is_on_one_road ON run (vehicle) WHERE state IN ('under-way', 'interrupted');
            CREATE UNIQUE INDEX driver_is_on_one_road ON run (driver) WHERE state IN ('under-way', 'interrupted');
            CREATE TRIGGER run_keeps_its_end BEFORE UPDATE ON run FOR EACH ROW
                WHEN (OLD.state IN ('cancelled', 'ended') OR OLD.shift <> NEW.shift OR OLD.plan > NEW.plan)
                EXECUTE FUNCTION refuse_change();
            ALTER TABLE consignment ADD FOREIGN KEY (run) REFERENCES run;

            -- The stops made and to be made, in order; those that another plan has dropped have no place in it.
            CREATE TABLE run_stop (
                run uuid NOT NULL REFERENCES run,
                number integer NOT NULL CHECK (number > 0),
                position integer CHECK (position > 0),
                site uuid REFERENCES site,
                destination uuid REFERENCES destination,
                arrive timestamptz NOT NULL,
                depart timestamptz NOT NULL CHECK (depart >= arrive),
                metres bigint NOT NULL CHECK (metres >= 0),
                state text NOT NULL CHECK (state IN ('open', 'under-service', 'served', 'failed')),
                arrived_at timestamptz,
                ended_at timestamptz CHECK (ended_at >= arrived_at),
                dropped_at timestamptz,
                PRIMARY KEY (run, number),
                CONSTRAINT stops_follow_each_other UNIQUE (run, position) DEFERRABLE INITIALLY DEFERRED,
                CHECK (num_nonnulls(site, destination) = 1),
                CHECK ((position IS NULL) = (dropped_at IS NOT NULL)),
                CHECK (dropped_at IS NULL OR state = 'open'),
                CHECK ((ended_at IS NULL) = (state IN ('open', 'under-service'))),
                CHECK (state <> 'under-service' OR arrived_at IS NOT NULL)
            );
            CREATE TRIGGER stop_keeps_its_end BEFORE UPDATE ON run_stop FOR EACH ROW
                WHEN (OLD.state IN ('served', 'failed')
                    AND (OLD.state, OLD.ended_at, OLD.site, OLD.destination)
                        IS DISTINCT FROM (NEW.state, NEW.ended_at, NEW.site, NEW.destination))
                EXECUTE FUNCTION refuse_change();

            -- What a stop is to load, into which compartment, and to unload.
            CREATE TABLE stop_handling (
                run uuid NOT NULL,
                stop integer NOT NULL,
                act text NOT NULL CHECK (act IN ('load', 'unload')),
                position integer NOT NULL CHECK (position > 0),
                consignment uuid NOT NULL REFERENCES consignment,
                compartment integer,
                PRIMARY KEY (run, stop, act, consignment),
                UNIQUE (run, stop, act, position),
                FOREIGN KEY (run, stop) REFERENCES run_stop,
                CHECK ((compartment IS NOT NULL) = (act = 'load'))
            );
            CREATE INDEX stop_handling_by_consignment ON stop_handling (consignment);

            -- What went on board and off: what is in a vehicle, and was when, is told by this alone.
            CREATE TABLE goods_movement (
                run uuid NOT NULL REFERENCES run,
                number integer NOT NULL CHECK (number > 0),
                act text NOT NULL CHECK (act IN ('on', 'off')),
                position integer NOT NULL CHECK (position > 0),
                at timestamptz NOT NULL,
                consignment uuid NOT NULL REFERENCES consignment,
                compartment integer,
                PRIMARY KEY (run, number, act, position),
                UNIQUE (run, number, consignment),
                CHECK ((compartment IS NOT NULL) = (act = 'on'))
            );
            CREATE INDEX goods_movement_by_consignment ON goods_movement (consignment);
            CREATE TRIGGER goods_movement_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON goods_movement
                EXECUTE FUNCTION refuse_change();

            -- What drivers said from the road, in full, and what it contradicts if it had no effect.
            CREATE TABLE driver_command (
                number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
                id uuid PRIMARY KEY,
                run uuid NOT NULL REFERENCES run,
                driver uuid NOT NULL,
                at timestamptz NOT NULL,
                stop integer NOT NULL,
                act text NOT NULL CHECK (act IN ('arrive', 'serve', 'fail')),
                loaded uuid[] NOT NULL,
                unloaded uuid[] NOT NULL,
                failure text CHECK (failure IN ('absent', 'closed', 'road', 'vehicle')),
                contradiction text CHECK (contradiction IN (
                    'stop-ended-otherwise', 'goods-planned-elsewhere', 'goods-moved-elsewhere', 'run-ended')),
                -- Goods of which it was said in vain, since they had gone another way.
                unheeded uuid[] NOT NULL,
                received_at timestamptz NOT NULL,
                said text NOT NULL CHECK (said <> ''),
                CHECK ((failure IS NOT NULL) = (act = 'fail')),
                CHECK (act = 'serve' OR (loaded = '{}' AND unloaded = '{}'))
            );
            CREATE INDEX driver_command_by_run ON driver_command (run, at, number);
            CREATE TRIGGER driver_command_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON driver_command
                EXECUTE FUNCTION refuse_change();
            """)
}
