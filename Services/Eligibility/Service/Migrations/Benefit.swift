internal import Postgres

extension EligibilityService {
    /// What was answered to orders.
    static let benefit = Migration(
        number: 6, name: "benefit",
        sql: """
            -- That an order asked: the evidence for tokens of which nothing was known.
            CREATE TABLE benefit_inquiry (
                order_id uuid PRIMARY KEY,
                record uuid NOT NULL,
                as_of timestamptz NOT NULL
            );

            -- The answer to an order about one token, given once.
            CREATE TABLE benefit_determination (
                order_id uuid NOT NULL REFERENCES benefit_inquiry,
                token text NOT NULL,
                status text NOT NULL,
                benefit boolean NOT NULL CHECK (benefit = (status IN (
                    'registered', 'exit-appraised', 'verified', 'acknowledged', 'exit-publicity'))),
                county text CHECK ((county IS NULL) = (status = 'unknown')),
                evidence uuid NOT NULL,
                PRIMARY KEY (order_id, token)
            );
            CREATE TRIGGER benefit_determination_is_kept
                BEFORE UPDATE OR DELETE OR TRUNCATE ON benefit_determination EXECUTE FUNCTION refuse_change();
            """)
}
