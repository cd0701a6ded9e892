internal import Postgres

extension CatalogueService {
    /// What is sold, by whom it is sold, and who makes it.
    static let products = Migration(
        number: 1, name: "products",
        sql: """
            -- The storefront of a county, in which every product of the county hangs.
            CREATE TABLE pavilion (
                id uuid PRIMARY KEY,
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                name_zh text NOT NULL CHECK (name_zh <> ''),
                name_en text NOT NULL CHECK (name_en <> ''),
                operator uuid NOT NULL,
                state text NOT NULL CHECK (state IN ('open', 'closed'))
            );

            -- A product as last published; its floor keeps anyone from underselling its producers.
            CREATE TABLE product (
                id uuid PRIMARY KEY,
                version integer NOT NULL CHECK (version > 0),
                state text NOT NULL CHECK (state IN ('published', 'withdrawn')),
                kind text NOT NULL CHECK (kind IN ('agricultural', 'handicraft', 'tourism', 'industrial')),
                name_zh text NOT NULL CHECK (name_zh <> ''),
                name_en text NOT NULL CHECK (name_en <> ''),
                gtin text,
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                pavilion uuid NOT NULL REFERENCES pavilion,
                brand uuid,
                sold_by text NOT NULL CHECK (sold_by IN ('g', 'pieces')),
                net_g bigint NOT NULL CHECK (net_g > 0),
                gross_g bigint NOT NULL CHECK (gross_g BETWEEN net_g AND 5000000),
                volume_ml bigint NOT NULL CHECK (volume_ml BETWEEN 1 AND 5000000),
                goods_class text NOT NULL,
                band_minimum integer,
                band_maximum integer CHECK (band_minimum <= band_maximum),
                band_allowed_minutes bigint CHECK (band_allowed_minutes BETWEEN 0 AND 10080),
                is_perishable boolean NOT NULL,
                shelf_days integer CHECK (shelf_days > 0),
                tax_class text NOT NULL,
                floor_fen bigint NOT NULL CHECK (floor_fen BETWEEN 1 AND 10000000),
                floor_per text NOT NULL CHECK (floor_per = CASE sold_by WHEN 'g' THEN '500g' ELSE 'piece' END),
                floor_from timestamptz NOT NULL,
                floor_approved_by text NOT NULL CHECK (floor_approved_by <> ''),
                CHECK (num_nulls(band_minimum, band_maximum, band_allowed_minutes) IN (0, 3))
            );

            -- The sub-platforms that sell a product beside its pavilion.
            CREATE TABLE product_sub_platform (
                product uuid NOT NULL REFERENCES product,
                sub_platform uuid NOT NULL,
                PRIMARY KEY (product, sub_platform)
            );

            -- The choices that a buyer may make.
            CREATE TABLE product_option (
                product uuid NOT NULL REFERENCES product,
                position bigint NOT NULL,
                key text NOT NULL,
                rule text NOT NULL,
                PRIMARY KEY (product, position)
            );

            -- A product on sale at a price; past listings stay, since orders name them.
            CREATE TABLE listing (
                id uuid PRIMARY KEY,
                product uuid NOT NULL REFERENCES product,
                sub_platform uuid,
                price_fen bigint NOT NULL CHECK (price_fen BETWEEN 1 AND 10000000),
                price_per text NOT NULL CHECK (price_per IN ('500g', 'piece')),
                sells_from timestamptz NOT NULL,
                sells_until timestamptz CHECK (sells_from < sells_until)
            );
            CREATE INDEX listing_by_product ON listing (product);

            -- Who grew or made goods. A household is known by its token alone, anyone else by a public name.
            CREATE TABLE producer (
                id uuid PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN ('household', 'cooperative', 'enterprise', 'operator')),
                token text UNIQUE CHECK (token ~ '^[A-Z2-7]{26}$'),
                name_zh text CHECK (name_zh <> ''),
                name_en text CHECK (name_en <> ''),
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                CHECK ((kind = 'household') = (token IS NOT NULL)),
                CHECK (num_nulls(name_zh, name_en) = CASE kind WHEN 'household' THEN 2 ELSE 0 END)
            );
            """)
}
