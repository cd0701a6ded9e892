internal import Postgres

extension CatalogueService {
    /// What is kept for the offers of episodes.
    static let slots = Migration(
        number: 5, name: "slots",
        sql: """
            -- The allotment of one offer. The offer is livestream's; what is kept for it is ours, so that however many
            -- buyers rush at it, it sells what was set aside and no more.
            CREATE TABLE slot_stock (
                offer uuid PRIMARY KEY,
                listing uuid NOT NULL,
                product uuid NOT NULL,
                price_fen bigint NOT NULL CHECK (price_fen BETWEEN 0 AND 10000000),
                price_per text NOT NULL CHECK (price_per = CASE unit WHEN 'g' THEN '500g' ELSE 'piece' END),
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                allotment bigint NOT NULL,
                opens_at timestamptz NOT NULL,
                closes_at timestamptz NOT NULL,
                state text NOT NULL CHECK (state IN ('refused', 'set-aside', 'closed', 'given-back')),
                total bigint NOT NULL CHECK (total >= 0),
                registered_permille bigint NOT NULL CHECK (registered_permille BETWEEN 0 AND 1000),
                closed_at timestamptz,
                CHECK (total <= allotment OR state = 'refused'),
                CHECK (state <> 'refused' OR total = 0),
                CHECK ((state IN ('closed', 'given-back')) = (closed_at IS NOT NULL))
            );

            -- What one lot still keeps for an offer; the lot's set_aside is the sum of these.
            CREATE TABLE slot_share (
                offer uuid NOT NULL REFERENCES slot_stock,
                lot uuid NOT NULL REFERENCES lot,
                amount bigint NOT NULL CHECK (amount > 0),
                PRIMARY KEY (offer, lot)
            );
            CREATE INDEX slot_share_by_lot ON slot_share (lot);

            -- What was asked of a slot's stock and had no effect, and why.
            CREATE TABLE slot_refusal (
                offer uuid NOT NULL,
                event uuid NOT NULL,
                code text NOT NULL,
                at timestamptz NOT NULL,
                PRIMARY KEY (offer, event)
            );
            """)
}
