internal import Postgres

extension CatalogueService {
    /// What is known of the households whose goods are sold.
    static let households = Migration(
        number: 4, name: "households",
        sql: """
            -- What was announced of a household: a token, a county and whether it is entitled to help, nothing more. A
            -- token that is not here is an ordinary household's.
            CREATE TABLE household_standing (
                token text PRIMARY KEY CHECK (token ~ '^[A-Z2-7]{26}$'),
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                is_beneficiary boolean NOT NULL,
                version integer NOT NULL CHECK (version > 0),
                effective_at timestamptz NOT NULL
            );
            """)
}
