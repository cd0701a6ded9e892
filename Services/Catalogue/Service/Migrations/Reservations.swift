internal import Postgres

extension CatalogueService {
    /// What orders have a claim on.
    /// For their `fillfactor` see ``DeliveryTables/inbox``.
    static let reservations = Migration(
        number: 3, name: "reservations",
        sql: """
            -- What one order has a claim on. Its key is the order's, so that an order is answered once.
            CREATE TABLE reservation (
                order_id uuid PRIMARY KEY,
                state text NOT NULL CHECK (state IN (
                    'held', 'refused', 'committed', 'shipped', 'released', 'ended')),
                decided_at timestamptz NOT NULL
            ) WITH (fillfactor = 45);

            -- Goods of one lot for one line of an order. What is open of it is what the lot still keeps for the order.
            CREATE TABLE reservation_allocation (
                id uuid PRIMARY KEY,
                order_id uuid NOT NULL REFERENCES reservation,
                line integer NOT NULL,
                lot uuid NOT NULL REFERENCES lot,
                offer uuid,
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                quantity bigint NOT NULL CHECK (quantity > 0),
                is_carried boolean NOT NULL,
                stage text NOT NULL CHECK (stage IN ('reserved', 'committed', 'shipped', 'released', 'ended')),
                open bigint NOT NULL CHECK (open >= 0),
                seized bigint NOT NULL CHECK (seized >= 0),
                revocation text,
                CHECK (open + seized <= quantity),
                CHECK (stage <> 'released' OR open = 0)
            ) WITH (fillfactor = 45);
            CREATE INDEX reservation_allocation_by_order ON reservation_allocation (order_id);
            CREATE INDEX reservation_allocation_by_lot ON reservation_allocation (lot) WHERE open > 0;

            -- What was asked of a reservation and had no effect, and why.
            CREATE TABLE reservation_refusal (
                order_id uuid NOT NULL,
                command text NOT NULL,
                event uuid NOT NULL,
                code text NOT NULL,
                at timestamptz NOT NULL,
                PRIMARY KEY (order_id, event)
            );
            """)
}
