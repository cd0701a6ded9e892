internal import Postgres

extension CatalogueService {
    /// How floors were set.
    static let priceFloors = Migration(
        number: 11, name: "price-floors",
        sql: """
            -- What somebody asks a floor to be, and what somebody else decided.
            CREATE TABLE floor_appeal (
                id uuid PRIMARY KEY,
                product uuid NOT NULL REFERENCES product,
                fen bigint NOT NULL CHECK (fen BETWEEN 1 AND 10000000),
                per text NOT NULL CHECK (per IN ('500g', 'piece')),
                grounds text NOT NULL CHECK (grounds <> ''),
                asked_by text NOT NULL CHECK (asked_by <> ''),
                asked_at timestamptz NOT NULL,
                state text NOT NULL CHECK (state IN ('open', 'granted', 'dismissed')),
                decided_by text CHECK (decided_by <> ''),
                decided_at timestamptz,
                CHECK ((state = 'open') = (decided_by IS NULL) AND (state = 'open') = (decided_at IS NULL)),
                -- Nobody decides an appeal of one's own.
                CONSTRAINT two_people_decide CHECK (decided_by <> asked_by)
            );
            CREATE INDEX floor_appeal_open ON floor_appeal (id) WHERE state = 'open';

            -- Every floor that a product has had, since when, who asked for it, and who else approved it. The first is set
            -- by who publishes the product.
            CREATE TABLE price_floor (
                product uuid NOT NULL REFERENCES product,
                in_force_from timestamptz NOT NULL,
                fen bigint NOT NULL CHECK (fen BETWEEN 1 AND 10000000),
                per text NOT NULL CHECK (per IN ('500g', 'piece')),
                asked_by text CHECK (asked_by <> ''),
                approved_by text NOT NULL CHECK (approved_by <> ''),
                CONSTRAINT two_people_set CHECK (approved_by <> asked_by),
                PRIMARY KEY (product, in_force_from)
            );
            INSERT INTO price_floor (product, in_force_from, fen, per, approved_by)
                SELECT id, floor_from, floor_fen, floor_per, floor_approved_by FROM product;
            CREATE TRIGGER price_floor_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON price_floor
                EXECUTE FUNCTION refuse_change();
            """)
}
