internal import Postgres

extension CatalogueService {
    /// What no write may break, now that lots end and goods are delivered.
    static let invariants = Migration(
        number: 10, name: "invariants",
        sql: """
            -- What is over has nothing to sell, and promises nothing.
            ALTER TABLE lot ADD CONSTRAINT what_is_over_sells_nothing
                CHECK (state NOT IN ('closed', 'recalled') OR available + set_aside + reserved = 0);
            ALTER TABLE reservation_allocation ADD CONSTRAINT allocation_is_revoked_for_a_cause
                CHECK (revocation IN ('quarantine', 'recall', 'expiry'));
            """)
}
