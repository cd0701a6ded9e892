internal import Postgres

extension LogisticsService {
    /// What thermometers showed, how long goods were out of their band, and what was condemned for it.
    static let coldChain = Migration(
        number: 5, name: "cold chain",
        sql: """
            -- What a thermometer showed, in tenths of a degree: in a compartment on a run, or in a store of a site.
            CREATE TABLE temperature_reading (
                run uuid REFERENCES run,
                compartment integer,
                site uuid REFERENCES site,
                store integer CHECK (store > 0),
                at timestamptz NOT NULL,
                temperature integer NOT NULL CHECK (temperature BETWEEN -1000 AND 1000),
                CHECK ((run IS NULL) = (compartment IS NULL) AND (site IS NULL) = (store IS NULL)
                    AND (run IS NULL) <> (site IS NULL)),
                CONSTRAINT reading_is_one UNIQUE NULLS NOT DISTINCT (run, compartment, site, store, at)
            );
            CREATE TRIGGER temperature_reading_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON temperature_reading
                EXECUTE FUNCTION refuse_change();

            -- How long goods were out of their band, all exposures together, and up to when that is known.
            CREATE TABLE goods_exposure (
                allocation uuid PRIMARY KEY REFERENCES consignment_item (allocation),
                outside_ms bigint NOT NULL CHECK (outside_ms >= 0),
                assessed_until timestamptz NOT NULL
            );

            -- Goods were out of their band for longer than they bear.
            CREATE TABLE excursion (
                id uuid PRIMARY KEY,
                run uuid REFERENCES run,
                compartment integer,
                site uuid REFERENCES site,
                store integer,
                starts_at timestamptz NOT NULL,
                ends_at timestamptz NOT NULL CHECK (ends_at >= starts_at),
                peak integer NOT NULL,
                out_minutes bigint NOT NULL CHECK (out_minutes >= 0),
                cumulative_minutes bigint NOT NULL CHECK (cumulative_minutes >= 0),
                custody text NOT NULL CHECK (custody IN ('station', 'carrier')),
                CHECK ((run IS NULL) = (compartment IS NULL) AND (site IS NULL) = (store IS NULL)
                    AND (run IS NULL) <> (site IS NULL)),
                CHECK ((custody = 'carrier') = (run IS NOT NULL))
            );
            CREATE TRIGGER excursion_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON excursion
                EXECUTE FUNCTION refuse_change();

            -- What was exposed for longer than it bears. It passes that but once, so that it is named once.
            CREATE TABLE excursion_item (
                excursion uuid NOT NULL REFERENCES excursion,
                allocation uuid PRIMARY KEY REFERENCES consignment_item (allocation),
                amount bigint NOT NULL CHECK (amount > 0),
                allowed_minutes bigint NOT NULL CHECK (allowed_minutes >= 0)
            );
            CREATE INDEX excursion_item_by_excursion ON excursion_item (excursion);
            CREATE TRIGGER excursion_item_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON excursion_item
                EXECUTE FUNCTION refuse_change();
            """)
}
