internal import Postgres

extension LogisticsService {
    /// The sites that goods are handed over at, the fleet, and the lanes that are promised.
    static let network = Migration(
        number: 1, name: "network",
        sql: """
            -- Refuses a change; the trigger's name says by which rule.
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% on % is refused: %', TG_OP, TG_TABLE_NAME, TG_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
            END
            $$;

            -- A place of ours: a village's station, a help store, a training shop, a county's hub, a city's depot.
            CREATE TABLE site (
                id uuid PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN ('station', 'help-store', 'training-shop', 'hub', 'depot')),
                state text NOT NULL CHECK (state IN ('open', 'closed')),
                name_zh text NOT NULL CHECK (name_zh ~ '\\S'),
                name_en text NOT NULL CHECK (name_en ~ '\\S'),
                township text NOT NULL CHECK (township ~ '^[0-9]{9}$'),
                village text CHECK (village ~ '^[0-9]{12}$' AND starts_with(village, township)),
                county text NOT NULL GENERATED ALWAYS AS (left(township, 6)) STORED,
                longitude integer NOT NULL CHECK (longitude BETWEEN -1800000000 AND 1800000000),
                latitude integer NOT NULL CHECK (latitude BETWEEN -900000000 AND 900000000),
                roles text[] NOT NULL CHECK (roles <@ ARRAY['collection', 'pick-up', 'training', 'returns']),
                hub uuid,
                -- What collects from a site is a hub.
                hub_kind text GENERATED ALWAYS AS (CASE WHEN hub IS NOT NULL THEN 'hub' END) STORED,
                operator uuid NOT NULL,
                UNIQUE (id, kind),
                FOREIGN KEY (hub, hub_kind) REFERENCES site (id, kind),
                CHECK ((hub IS NULL) = (kind IN ('hub', 'depot')))
            );
            CREATE INDEX site_by_county ON site (county, id);
            CREATE TRIGGER site_keeps_its_place_and_its_end BEFORE UPDATE ON site FOR EACH ROW
                WHEN (OLD.state = 'closed' OR OLD.kind <> NEW.kind OR left(OLD.township, 6) <> left(NEW.township, 6))
                EXECUTE FUNCTION refuse_change();

            -- The temperatures that a site's stores are held at, in tenths of a degree.
            CREATE TABLE site_band (
                site uuid NOT NULL REFERENCES site,
                position integer NOT NULL CHECK (position > 0),
                minimum integer NOT NULL,
                maximum integer NOT NULL CHECK (minimum <= maximum),
                allowed_minutes bigint NOT NULL CHECK (allowed_minutes >= 0),
                PRIMARY KEY (site, position)
            );

            -- When a site is open: minutes of the weekdays, Monday being 1, in Asia/Shanghai.
            CREATE TABLE site_opening (
                site uuid NOT NULL REFERENCES site,
                weekday integer NOT NULL CHECK (weekday BETWEEN 1 AND 7),
                from_minute bigint NOT NULL CHECK (from_minute >= 0),
                to_minute bigint NOT NULL CHECK (to_minute > from_minute AND to_minute <= 1440),
                PRIMARY KEY (site, weekday, from_minute)
            );
            CREATE FUNCTION refuse_overlapping_opening() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (
                    SELECT FROM site_opening
                    WHERE site = NEW.site AND weekday = NEW.weekday AND from_minute <> NEW.from_minute
                        AND from_minute < NEW.to_minute AND NEW.from_minute < to_minute)
                THEN
                    RAISE EXCEPTION 'site % is open twice on weekday %', NEW.site, NEW.weekday
                        USING ERRCODE = 'exclusion_violation';
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE CONSTRAINT TRIGGER opening_overlaps_no_other AFTER INSERT OR UPDATE ON site_opening
                FOR EACH ROW EXECUTE FUNCTION refuse_overlapping_opening();

            -- The fleets of the counties. A vehicle is what was registered; another shape is another vehicle.
            CREATE TABLE vehicle (
                id uuid PRIMARY KEY,
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                grams bigint NOT NULL CHECK (grams BETWEEN 1 AND 1000000000),
                millilitres bigint NOT NULL CHECK (millilitres BETWEEN 1 AND 1000000000)
            );
            CREATE INDEX vehicle_by_county ON vehicle (county, id);
            CREATE TRIGGER vehicle_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON vehicle
                EXECUTE FUNCTION refuse_change();

            -- The parts of a vehicle, each held at a temperature of its own or as warm as the day.
            CREATE TABLE compartment (
                vehicle uuid NOT NULL REFERENCES vehicle,
                number integer NOT NULL,
                grams bigint NOT NULL CHECK (grams BETWEEN 1 AND 1000000000),
                millilitres bigint NOT NULL CHECK (millilitres BETWEEN 1 AND 1000000000),
                band_minimum integer,
                band_maximum integer CHECK (band_minimum <= band_maximum),
                band_allowed_minutes bigint CHECK (band_allowed_minutes >= 0),
                PRIMARY KEY (vehicle, number),
                CHECK (num_nulls(band_minimum, band_maximum, band_allowed_minutes) IN (0, 3))
            );
            CREATE TRIGGER compartment_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON compartment
                EXECUTE FUNCTION refuse_change();
            CREATE FUNCTION refuse_vehicle_without_compartment() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NOT EXISTS (SELECT FROM compartment WHERE vehicle = NEW.id) THEN
                    RAISE EXCEPTION 'vehicle % has no compartment', NEW.id
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE CONSTRAINT TRIGGER vehicle_has_compartments AFTER INSERT ON vehicle
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_vehicle_without_compartment();

            -- What carriage from a hub to a city takes and costs. A lane that is promised anew is the same lane.
            CREATE TABLE lane (
                id uuid PRIMARY KEY,
                origin text NOT NULL CHECK (origin ~ '^[0-9]{6}$'),
                hub uuid NOT NULL REFERENCES site,
                depot uuid,
                depot_kind text GENERATED ALWAYS AS (CASE WHEN depot IS NOT NULL THEN 'depot' END) STORED,
                city text NOT NULL CHECK (city ~ '^[0-9]{6}$'),
                band_minimum integer,
                band_maximum integer CHECK (band_minimum <= band_maximum),
                band_allowed_minutes bigint CHECK (band_allowed_minutes >= 0),
                median_minutes bigint NOT NULL CHECK (median_minutes >= 0),
                ninetieth_minutes bigint NOT NULL CHECK (ninetieth_minutes >= median_minutes),
                fen_per_kg bigint NOT NULL CHECK (fen_per_kg BETWEEN 0 AND 10000000),
                cut_off timestamptz NOT NULL,
                valid_to timestamptz NOT NULL CHECK (valid_to > cut_off),
                basis text NOT NULL CHECK (basis IN ('planned', 'measured')),
                FOREIGN KEY (depot, depot_kind) REFERENCES site (id, kind),
                CHECK (num_nulls(band_minimum, band_maximum, band_allowed_minutes) IN (0, 3)),
                CONSTRAINT lane_is_one UNIQUE NULLS NOT DISTINCT
                    (hub, city, depot, band_minimum, band_maximum, band_allowed_minutes)
            );

            -- Buyers' doors. Who lives there is personal: it stays in this table, encrypted, and whoever reads it is recorded. What is
            -- encrypted is 33 bytes longer than what it hides: a 1 for this form, 4 of the key's id, 12 of a nonce, and 16 of a tag
            -- behind it.
            CREATE TABLE destination (
                id uuid PRIMARY KEY,
                city text NOT NULL CHECK (city ~ '^[0-9]{6}$'),
                longitude integer NOT NULL CHECK (longitude BETWEEN -1800000000 AND 1800000000),
                latitude integer NOT NULL CHECK (latitude BETWEEN -900000000 AND 900000000),
                recipient bytea NOT NULL CHECK (octet_length(recipient) > 33 AND substring(recipient FOR 1) = '\\x01'),
                address bytea NOT NULL CHECK (octet_length(address) > 33 AND substring(address FOR 1) = '\\x01'),
                key bytea NOT NULL GENERATED ALWAYS AS (substring(recipient FROM 2 FOR 4)) STORED REFERENCES personal_key,
                -- All of a row is under one key.
                CHECK (substring(address FROM 2 FOR 4) = substring(recipient FROM 2 FOR 4))
            );
            CREATE INDEX destination_by_key ON destination (key);
            -- Only the key that it is kept under may be another one.
            CREATE TRIGGER destination_is_kept BEFORE UPDATE ON destination FOR EACH ROW
                WHEN (OLD.id <> NEW.id OR OLD.city <> NEW.city OR OLD.longitude <> NEW.longitude
                    OR OLD.latitude <> NEW.latitude
                    OR substring(OLD.recipient FROM 2 FOR 4) = substring(NEW.recipient FROM 2 FOR 4))
                EXECUTE FUNCTION refuse_change();
            """)
}
