internal import Postgres

extension OrdersService {
    /// Complaints about goods, and how they were decided.
    static let claims = Migration(
        number: 6, name: "claims",
        sql: """
            CREATE TABLE claim (
                id uuid PRIMARY KEY,
                order_id uuid NOT NULL REFERENCES sales_order,
                consignment uuid REFERENCES consignment,
                kind text NOT NULL CHECK (kind IN ('refund', 'replacement', 'return', 'quality')),
                cause text NOT NULL CHECK (cause IN ('excursion', 'damaged', 'missing', 'wrong', 'quality', 'other')),
                side text NOT NULL CHECK (side IN ('buyer', 'system', 'partner')),
                opened_by text NOT NULL CHECK (opened_by <> ''),
                opened_at timestamptz NOT NULL,
                -- Digests; of a claim of our own, the excursion.
                evidence text[] NOT NULL CHECK (array_to_string(evidence, ',', '')
                    ~ '^(([0-9a-f]{64}|excursion:[0-9a-f-]{36})(,([0-9a-f]{64}|excursion:[0-9a-f-]{36}))*)?$'),
                state text NOT NULL CHECK (state IN ('open', 'closed')),
                decide_by timestamptz,
                decided_by text,
                decided_at timestamptz,
                outcome text CHECK (outcome IN ('refunded', 'replaced', 'returned', 'refused')),
                refund_fen bigint CHECK (refund_fen >= 0),
                liable text CHECK (liable IN ('producer', 'station', 'carrier', 'platform', 'buyer', 'none')),
                replacement uuid,
                CHECK ((state = 'closed') = (outcome IS NOT NULL)
                    AND (outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)
                    AND (outcome IS NULL) = (refund_fen IS NULL) AND (outcome IS NULL) = (liable IS NULL)),
                -- Nobody decides a claim of one's own.
                CHECK (decided_by <> opened_by),
                CHECK (outcome <> 'refused' OR refund_fen = 0),
                CHECK (decide_by IS NULL OR state = 'open')
            );
            CREATE INDEX claim_of_order ON claim (order_id);
            CREATE INDEX claim_open ON claim (opened_at) WHERE state = 'open';

            CREATE TABLE claim_item (
                claim uuid NOT NULL REFERENCES claim,
                position integer NOT NULL,
                line integer NOT NULL,
                allocation uuid NOT NULL REFERENCES allocation,
                lot uuid NOT NULL,
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                quantity bigint NOT NULL CHECK (quantity > 0),
                PRIMARY KEY (claim, position)
            );
            ALTER TABLE settlement ADD FOREIGN KEY (claim) REFERENCES claim;
            """)
}
