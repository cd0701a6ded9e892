internal import Postgres

extension CatalogueService {
    /// What became of stock: by whose command, and how it moved.
    static let history = Migration(
        number: 7, name: "history",
        sql: """
            -- Refuses to change what was written once.
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
            END
            $$;

            -- What was asked of a reservation, a lot or a slot, by a person, an event or the clock, and the rule that stood
            -- against it where it had no effect.
            CREATE TABLE stock_history (
                number bigint GENERATED ALWAYS AS IDENTITY,
                aggregate text NOT NULL CHECK (aggregate IN ('reservation', 'lot', 'slot')),
                subject uuid NOT NULL,
                command text NOT NULL,
                given_by text NOT NULL CHECK (given_by <> ''),
                cause uuid,
                reason text NOT NULL,
                at timestamptz NOT NULL,
                refusal text,
                PRIMARY KEY (subject, number)
            );
            INSERT INTO stock_history (aggregate, subject, command, given_by, cause, reason, at, refusal)
                SELECT 'reservation', order_id, command, 'event', event, '', at, code FROM reservation_refusal;
            INSERT INTO stock_history (aggregate, subject, command, given_by, cause, reason, at, refusal)
                SELECT 'slot', offer, 'close', 'event', event, '', at, code FROM slot_refusal;
            DROP TABLE reservation_refusal, slot_refusal;
            CREATE TRIGGER stock_history_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_history
                EXECUTE FUNCTION refuse_change();

            -- How goods moved between the parts of their lots. All that a lot is, it is by these: the audit adds them up.
            -- Only the audit reads them, all at once, so there is no index by lot: each of its entries would touch another page.
            CREATE TABLE stock_movement (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                lot uuid NOT NULL REFERENCES lot,
                movement text NOT NULL,
                offer uuid,
                amount bigint NOT NULL CHECK (amount > 0),
                at timestamptz NOT NULL
            );
            CREATE TRIGGER stock_movement_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movement
                EXECUTE FUNCTION refuse_change();
            -- What had moved before movements were kept is taken to have moved by the shortest way.
            INSERT INTO stock_movement (lot, movement, amount, at)
                SELECT id, movement, amount, 'epoch' FROM lot CROSS JOIN LATERAL (VALUES
                    ('set-aside', set_aside), ('reserve', reserved + committed), ('commit', committed),
                    ('quarantine-available', quarantined), ('transform', consumed), ('return-to-producer', returned),
                    ('expire-available', lost)
                ) AS moved (movement, amount) WHERE amount > 0;

            -- The order of a partner that was served below the floor.
            ALTER TABLE price_breach ADD COLUMN order_id uuid;
            CREATE TRIGGER price_breach_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON price_breach
                EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER inspection_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON inspection
                EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER certificate_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON certificate
                EXECUTE FUNCTION refuse_change();

            -- How much of an allocation its buyer has: it stays committed in the lot for good.
            ALTER TABLE reservation_allocation
                ADD COLUMN delivered bigint NOT NULL DEFAULT 0 CHECK (delivered >= 0),
                ADD CONSTRAINT allocation_accounts_for_no_more CHECK (open + seized + delivered <= quantity),
                ADD CONSTRAINT ended_allocation_is_not_open CHECK (stage <> 'ended' OR open = 0),
                ADD CONSTRAINT delivered_allocation_has_ended CHECK (delivered = 0 OR stage = 'ended');
            """)
}
