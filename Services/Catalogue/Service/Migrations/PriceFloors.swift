internal import Postgres

extension CatalogueService {
    /// How floors were set.
    static let priceFloors = Migration(
        number: 11, name: "price-floors",
        sql: """
            -- Every floor that a product has had, since when, who asked for it, and who else approved it. The first is set
            -- as the product is published.
            CREATE TABLE price_floor (
                product uuid NOT NULL REFERENCES product,
                in_force_from timestamptz NOT NULL,
                fen bigint NOT NULL CHECK (fen BETWEEN 1 AND 10000000),
                per text NOT NULL CHECK (per IN ('500g', 'piece')),
                asked_by uuid,
                approved_by uuid NOT NULL CHECK (approved_by <> asked_by),
                PRIMARY KEY (product, in_force_from)
            );
            INSERT INTO price_floor (product, in_force_from, fen, per, approved_by)
                SELECT id, floor_from, floor_fen, floor_per, floor_approved_by FROM product;
            CREATE TRIGGER price_floor_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON price_floor
                EXECUTE FUNCTION refuse_change();
            """)
}
