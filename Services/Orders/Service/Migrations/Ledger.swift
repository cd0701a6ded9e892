internal import Postgres

extension OrdersService {
    /// The double-entry ledger.
    static let ledger = Migration(
        number: 3, name: "ledger",
        sql: """
            -- Postings that belong together. It starts pending or posted; only what is pending may still become posted
            -- or voided.
            CREATE TABLE ledger_transaction (
                id uuid PRIMARY KEY,
                occasion text NOT NULL CHECK (occasion IN (
                    'payment', 'partner-sale', 'refund', 'settlement', 'payout', 'correction')),
                reference uuid NOT NULL,
                order_id uuid REFERENCES sales_order,
                entered_at timestamptz NOT NULL,
                state text NOT NULL CHECK (state IN ('pending', 'posted', 'voided')),
                CHECK ((order_id IS NULL) <= (occasion IN ('payout', 'correction')))
            );
            CREATE INDEX ledger_transaction_of_reference ON ledger_transaction (reference);

            CREATE FUNCTION keep_ledger_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state <> 'pending' OR NEW.state = 'pending'
                    OR (NEW.id, NEW.occasion, NEW.reference, NEW.order_id, NEW.entered_at)
                        IS DISTINCT FROM (OLD.id, OLD.occasion, OLD.reference, OLD.order_id, OLD.entered_at)
                THEN
                    RAISE EXCEPTION 'a ledger transaction changes only from pending to posted or voided';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER ledger_transaction_is_kept BEFORE UPDATE ON ledger_transaction
                FOR EACH ROW EXECUTE FUNCTION keep_ledger_transaction();
            CREATE TRIGGER ledger_transaction_is_never_deleted BEFORE DELETE OR TRUNCATE ON ledger_transaction
                EXECUTE FUNCTION refuse_change();

            -- What is moved on one account: debits above zero, credits below.
            CREATE TABLE ledger_posting (
                transaction uuid NOT NULL REFERENCES ledger_transaction,
                account text NOT NULL CHECK (account IN (
                    'household', 'producer', 'station', 'carrier', 'platform', 'tax', 'county-fund', 'operator',
                    'buyer', 'cash', 'clearing', 'partner')),
                holder text NOT NULL,
                amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
                PRIMARY KEY (transaction, account, holder)
            );
            CREATE INDEX ledger_posting_of_account ON ledger_posting (holder, account);

            -- A statement that adds postings leaves every transaction that it touches balanced. So a transaction's
            -- postings come in one statement, for which the check costs once per batch instead of once per row.
            CREATE FUNCTION check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE unbalanced uuid;
            BEGIN
                -- One look-up for each transaction, whatever the plan was made for: a join that was first planned when the
                -- table was small would read all of it.
                SELECT touched.id INTO unbalanced FROM (SELECT DISTINCT transaction FROM added) AS touched (id)
                WHERE (SELECT sum(amount_fen) FROM ledger_posting WHERE transaction = touched.id) <> 0 LIMIT 1;
                IF FOUND THEN
                    RAISE EXCEPTION 'ledger transaction % does not balance', unbalanced;
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER ledger_posting_balances AFTER INSERT ON ledger_posting
                REFERENCING NEW TABLE AS added EXECUTE FUNCTION check_ledger_balance();
            CREATE TRIGGER ledger_posting_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
                EXECUTE FUNCTION refuse_change();

            -- A transaction without postings would balance too. At the commit each must have some.
            CREATE FUNCTION check_ledger_postings() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NOT EXISTS (SELECT FROM ledger_posting WHERE transaction = NEW.id) THEN
                    RAISE EXCEPTION 'ledger transaction % moves nothing', NEW.id;
                END IF;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER ledger_transaction_has_postings AFTER INSERT ON ledger_transaction
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_postings();

            -- What stands on each account, as far as it was counted. Counting at once would queue every payment and
            -- settlement up for the few accounts that all of them move.
            CREATE TABLE ledger_balance (
                account text NOT NULL,
                holder text NOT NULL,
                posted_fen bigint NOT NULL,
                pending_fen bigint NOT NULL,
                PRIMARY KEY (account, holder)
            );

            -- What is to be counted: by which sign a transaction moves posted and pending balances.
            CREATE TABLE ledger_uncounted (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                transaction uuid NOT NULL REFERENCES ledger_transaction,
                posted smallint NOT NULL CHECK (posted IN (0, 1)),
                pending smallint NOT NULL CHECK (pending IN (-1, 0, 1))
            );

            CREATE FUNCTION note_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO ledger_uncounted (transaction, posted, pending)
                SELECT id, (state = 'posted')::int, (state = 'pending')::int FROM added WHERE state <> 'voided';
                RETURN NULL;
            END $$;
            CREATE TRIGGER ledger_entry_is_noted AFTER INSERT ON ledger_transaction
                REFERENCING NEW TABLE AS added EXECUTE FUNCTION note_ledger_entry();

            CREATE FUNCTION note_ledger_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO ledger_uncounted (transaction, posted, pending)
                SELECT id, (state = 'posted')::int, -1 FROM changed;
                RETURN NULL;
            END $$;
            CREATE TRIGGER ledger_outcome_is_noted AFTER UPDATE ON ledger_transaction
                REFERENCING NEW TABLE AS changed EXECUTE FUNCTION note_ledger_outcome();

            CREATE VIEW ledger_account AS
            SELECT account, holder, sum(posted_fen)::bigint AS posted_fen, sum(pending_fen)::bigint AS pending_fen
            FROM (
                SELECT account, holder, posted_fen, pending_fen FROM ledger_balance
                UNION ALL
                SELECT account, holder, posted * amount_fen, pending * amount_fen
                FROM ledger_uncounted JOIN ledger_posting USING (transaction)
            ) AS part
            GROUP BY account, holder;
            """)
}
