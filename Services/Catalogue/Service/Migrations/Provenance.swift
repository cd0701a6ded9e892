internal import Postgres

extension CatalogueService {
    /// Where products come from.
    static let provenance = Migration(
        number: 9, name: "provenance",
        sql: """
            -- What a county or village is designated as, as the register announced it.
            CREATE TABLE designation (
                code text NOT NULL CHECK (code ~ '^([0-9]{6}|[0-9]{12})$'),
                level text NOT NULL CHECK (level IN ('national', 'provincial', 'poor-village', 'none')),
                first_day date NOT NULL,
                last_day date CHECK (first_day <= last_day),
                PRIMARY KEY (code, first_day)
            );

            -- What was said last of where a product's goods on sale come from.
            ALTER TABLE product
                ADD COLUMN county_level text NOT NULL DEFAULT 'none'
                    CHECK (county_level IN ('national', 'provincial', 'none')),
                ADD COLUMN village_level text NOT NULL DEFAULT 'none' CHECK (village_level IN ('poor', 'none', 'mixed')),
                ADD COLUMN registered_permille bigint NOT NULL DEFAULT 0
                    CHECK (registered_permille BETWEEN 0 AND 1000);
            """)
}
