internal import Postgres

extension CatalogueService {
    /// Excursions that are heard of before the collection of the goods that they condemn.
    static let earlyExcursions = Migration(
        number: 12, name: "early-excursions",
        sql: """
            -- Only what still waits for its collection to be heard of has anything condemned ahead of it.
            ALTER TABLE reservation_allocation
                ADD COLUMN condemned_ahead bigint NOT NULL DEFAULT 0 CHECK (condemned_ahead >= 0),
                ADD CONSTRAINT nothing_on_its_way_is_condemned_ahead
                    CHECK (condemned_ahead = 0 OR stage IN ('committed', 'released', 'ended'));
            """)
}
