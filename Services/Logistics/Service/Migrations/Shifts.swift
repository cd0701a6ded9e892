internal import Postgres

extension LogisticsService {
    /// Who drives what, and when.
    static let shifts = Migration(
        number: 3, name: "shifts",
        sql: """
            -- A driver's working time on a vehicle, from a hub or depot and back to it.
            CREATE TABLE shift (
                id uuid PRIMARY KEY,
                vehicle uuid NOT NULL REFERENCES vehicle,
                driver uuid NOT NULL,
                base uuid NOT NULL,
                base_kind text NOT NULL CHECK (base_kind IN ('hub', 'depot')),
                starts_at timestamptz NOT NULL,
                ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
                UNIQUE (id, vehicle, driver),
                FOREIGN KEY (base, base_kind) REFERENCES site (id, kind)
            );
            CREATE INDEX shift_by_vehicle ON shift (vehicle, starts_at);
            CREATE INDEX shift_by_driver ON shift (driver, starts_at);
            CREATE TRIGGER shift_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON shift
                EXECUTE FUNCTION refuse_change();

            -- No vehicle and no driver has two shifts at once. An exclusion constraint could not compare a uuid beside
            -- a range without an extension. Both are locked, so that shifts rostered at one time see each other; by name,
            -- since to lock a row takes the right to change it.
            CREATE FUNCTION refuse_double_shift() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtextextended('vehicle ' || NEW.vehicle, 0));
                PERFORM pg_advisory_xact_lock(hashtextextended('driver ' || NEW.driver, 0));
                IF EXISTS (
                    SELECT FROM shift
                    WHERE id <> NEW.id AND (vehicle = NEW.vehicle OR driver = NEW.driver)
                        AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at)
                THEN
                    RAISE EXCEPTION 'the vehicle or the driver of shift % is busy at that time', NEW.id
                        USING ERRCODE = 'exclusion_violation';
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE CONSTRAINT TRIGGER shift_overlaps_no_other AFTER INSERT ON shift
                FOR EACH ROW EXECUTE FUNCTION refuse_double_shift();
            """)
}
