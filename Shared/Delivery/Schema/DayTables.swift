internal import Postgres

extension DeliveryTables {
    /// What of the schema changes while the service runs, which owns none of it.
    static let days = Migration(
        number: 9, name: "days",
        sql: """
            -- For how many days the log is kept at least. Whoever migrates says so; the service can keep it for longer.
            CREATE TABLE log_retention (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                days integer NOT NULL DEFAULT 9 CHECK (days >= 9)
            );
            INSERT INTO log_retention DEFAULT VALUES;

            -- Makes a day's part of the log or of the inbox, as the owner of the tables.
            CREATE FUNCTION make_day(parent text, day date) RETURNS void
            LANGUAGE plpgsql SECURITY DEFINER AS $$
            DECLARE
                here text := current_schema();
                part text := parent || to_char(day, '_YYYYMMDD');
                today date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
            BEGIN
                IF (parent IN ('event_log', 'inbox') AND day BETWEEN today - 31 AND today + 31) IS NOT TRUE THEN
                    RAISE EXCEPTION 'no part of % is made for %', parent, day USING ERRCODE = 'insufficient_privilege';
                END IF;
                -- Attaching a table takes a weaker lock on the parent than making a partition of it would.
                EXECUTE format(
                    'CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMPRESSION)',
                    here, part, parent);
                IF parent = 'inbox' THEN
                    -- A day that had no part of its own while its events came, since nobody made one in time.
                    EXECUTE format(
                        'WITH moved AS (DELETE FROM %1$I.inbox_earlier WHERE day = $1 RETURNING *)
                        INSERT INTO %1$I.%2$I SELECT * FROM moved', here, part) USING day;
                END IF;
                EXECUTE format(
                    'ALTER TABLE %1$I.%3$I ATTACH PARTITION %1$I.%2$I FOR VALUES FROM (%4$L) TO (%5$L)',
                    here, part, parent, to_char(day, 'YYYY-MM-DD'), to_char(day + 1, 'YYYY-MM-DD'));
            END
            $$;

            -- Drops a day's part that is past. A year before Christ would be written as one after.
            CREATE FUNCTION drop_day(parent text, day date) RETURNS void
            LANGUAGE plpgsql SECURITY DEFINER AS $$
            DECLARE
                here text := current_schema();
                today date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
                kept integer;
            BEGIN
                EXECUTE format('SELECT days FROM %I.log_retention', here) INTO kept;
                kept := CASE parent WHEN 'event_log' THEN kept WHEN 'inbox' THEN \(Inbox.retentionDays + 1) END;
                IF (day >= '2000-01-01' AND day < today - kept) IS NOT TRUE THEN
                    RAISE EXCEPTION 'no part of % is dropped for %', parent, day USING ERRCODE = 'insufficient_privilege';
                END IF;
                EXECUTE format('DROP TABLE %I.%I', here, parent || to_char(day, '_YYYYMMDD'));
            END
            $$;
            REVOKE ALL ON FUNCTION make_day(text, date), drop_day(text, date) FROM PUBLIC;
            -- No caller's search path counts, and what a caller might make for the time of a session is found last.
            DO $$
            DECLARE
                made regprocedure;
            BEGIN
                FOREACH made IN ARRAY '{"make_day(text,date)","drop_day(text,date)"}'::regprocedure[] LOOP
                    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', made, current_schema());
                END LOOP;
            END
            $$;
            """)
}
