internal import Postgres

extension CatalogueService {
    /// Who tried to undersell those whom the floor protects.
    static let priceBreaches = Migration(
        number: 6, name: "price-breaches",
        sql: """
            -- An attempt to sell below the floor, with the floor of that time. Both prices are for the same measure.
            CREATE TABLE price_breach (
                id uuid PRIMARY KEY,
                product uuid NOT NULL REFERENCES product,
                listing uuid,
                offer uuid,
                partner uuid,
                attempted_fen bigint NOT NULL,
                floor_fen bigint NOT NULL,
                per text NOT NULL CHECK (per IN ('500g', 'piece')),
                action text NOT NULL CHECK (action IN ('refused', 'accepted-import')),
                at timestamptz NOT NULL,
                CHECK (attempted_fen < floor_fen)
            );
            """)
}
