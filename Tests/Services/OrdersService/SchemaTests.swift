import OrdersDomain
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The schema keeps what must hold, even against us", .enabled(if: LiveServers.arePresent))
struct SchemaTests {
    /// Statements that would break a rule, each on an order that is delivered, claimed and paid out.
    private static let breaches: [(rule: String, sql: PostgresQuery)] = [
        ("a state is one of the table's", "UPDATE sales_order SET state = 'lost'"),
        ("a cancelled order has a reason", "UPDATE sales_order SET state = 'cancelled'"),
        ("a payable order has a deadline", "UPDATE sales_order SET state = 'payable'"),
        ("a confirmed retail order has a payment", "UPDATE sales_order SET payment = NULL"),
        ("refunds by claims stay within the total", "UPDATE sales_order SET refunded_by_claims_fen = total_fen + 1"),
        ("a partner's order is an import", "UPDATE sales_order SET partner = id, partner_reference = 'A-1'"),
        ("an order is not declined a fourth time", "UPDATE sales_order SET declines = 4"),
        ("a quantity is above zero", "UPDATE order_line SET quantity = 0"),
        ("a price has its amount", "UPDATE order_line SET amount_fen = NULL"),
        ("a line has an order", "UPDATE order_line SET order_id = gen_random_uuid()"),
        ("what became of a part is within it", "UPDATE allocation SET refused = 1"),
        ("what custody lost is among the failed", "UPDATE allocation SET lost_in_custody = 1"),
        ("a part is in a consignment that exists", "UPDATE allocation SET consignment = gen_random_uuid()"),
        ("what is delivered was collected", "UPDATE consignment SET collected_at = NULL"),
        ("a proof stays", "UPDATE handover SET proof_digest = 'another'"),
        (
            "goods change hands at a stage that is known",
            """
            INSERT INTO handover SELECT consignment, 'returned', at, NULL, proof_kind, proof_digest FROM handover
            """
        ),
        ("a weighing stays", "UPDATE weighing SET weight_g = 1"),
        ("a determination stays", "UPDATE determination SET is_beneficiary = false"),
        ("the history stays", "UPDATE order_history SET to_state = 'placed'"),
        ("the history stays whole", "DELETE FROM order_history"),
        (
            "an event has its type",
            """
            INSERT INTO order_history (order_id, at, command, from_state, to_state, given_by, cause, reason)
            SELECT id, now(), 'cancel', 'placed', 'cancelled', 'x', gen_random_uuid(), '' FROM sales_order
            """
        ),
        ("a trace is a whole one", "UPDATE sales_order SET traceparent = '00-1-1-01'"),
        (
            "a refused command leads nowhere",
            """
            INSERT INTO order_history (order_id, at, command, from_state, to_state, refusal, given_by, reason)
            SELECT id, now(), 'cancel', 'placed', 'cancelled', 'not-in-state', 'x', '' FROM sales_order
            """
        ),
        ("no more goes back than was captured", "UPDATE payment SET returned_fen = captured_fen + 1"),
        ("an open payment has taken nothing", "UPDATE payment SET state = 'open'"),
        (
            "an order has one open payment",
            """
            INSERT INTO payment (
                id, order_id, provider, instrument, due_fen, opened_at, state, captured_fen, returned_fen)
            SELECT gen_random_uuid(), order_id, provider, instrument, due_fen, opened_at, 'open', 0, 0
            FROM payment, generate_series(1, 2)
            """
        ),
        ("a notification stays", "DELETE FROM payment_notification"),
        ("a posting stays", "UPDATE ledger_posting SET amount_fen = amount_fen + 1"),
        ("a posting is never taken away", "DELETE FROM ledger_posting"),
        (
            "a posted transaction takes no other posting",
            """
            INSERT INTO ledger_posting (transaction, account, holder, amount_fen)
            SELECT id, 'platform', 'elsewhere', 1 FROM ledger_transaction
            """
        ),
        ("a posted transaction stays posted", "UPDATE ledger_transaction SET state = 'voided' WHERE state = 'posted'"),
        ("a pending transaction keeps its order", "UPDATE ledger_transaction SET order_id = NULL, state = 'posted'"),
        ("a transaction is never deleted", "DELETE FROM ledger_transaction"),
        (
            "a transaction moves something",
            """
            INSERT INTO ledger_transaction (id, occasion, reference, order_id, entered_at, state)
            SELECT gen_random_uuid(), 'refund', id, id, now(), 'posted' FROM sales_order
            """
        ),
        (
            "a settlement's shares are what was paid",
            """
            INSERT INTO settlement_share (settlement, line_position, position, account, holder, amount_fen)
            SELECT settlement, position, 99, 'platform', 'platform', 1 FROM settlement_line
            """
        ),
        ("a settlement stays", "UPDATE settlement SET total_fen = total_fen + 1"),
        (
            "a beneficiary has evidence",
            """
            INSERT INTO settlement_line (
                settlement, position, line, allocation, product, lot, origin, producer, producer_kind, token,
                is_beneficiary, evidence, station, unit, quantity, price_fen, amount_fen, agreed_fen, dues_fen)
            SELECT settlement, 99, line, allocation, product, lot, origin, producer, producer_kind, token, true, NULL,
                station, unit, quantity, price_fen, amount_fen, agreed_fen, dues_fen
            FROM settlement_line
            """
        ),
        ("who prepares does not release", "UPDATE payout SET released_by = prepared_by"),
        ("a sent payout was released", "UPDATE payout SET state = 'sent', attempts = 0, sent_at = NULL"),
        (
            "a share is paid once",
            """
            INSERT INTO payout_share (payout, settlement, account, holder)
            SELECT (SELECT id FROM payout WHERE account = 'station'), settlement, account, holder
            FROM payout_share WHERE account = 'household'
            """
        ),
        (
            "who opens a claim does not decide it",
            """
            UPDATE claim SET state = 'closed', decide_by = NULL, outcome = 'refused', refund_fen = 0, liable = 'none',
                decided_by = opened_by, decided_at = now()
            """
        ),
        ("a closed claim is decided", "UPDATE claim SET state = 'closed', decide_by = NULL"),
    ]

    @Test("every planted breach is refused by the server")
    func refusesBreaches() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            _ = try await shop.command(by: "chen") { service, context, transaction in
                try await service.preparePayouts(context, in: transaction)
            }
            _ = try await shop.command { service, context, transaction in
                try await service.openClaim(
                    ClaimRequest(
                        kind: .refund, cause: .damaged, side: .buyer,
                        items: [AllocatedQuantity(allocation: order.allocations[0].id, quantity: .grams(500))],
                        evidence: [Shop.photograph]), about: order.id, context, in: transaction)
            }
            for (rule, statement) in Self.breaches {
                let error = await #expect(throws: PostgresError.self, "\(rule)") {
                    try await shop.schema.administration.withTransaction { transaction in
                        let written = try await transaction.execute(statement)
                        // A statement that finds nothing to break would be refused by nobody.
                        #expect(written > 0, "\(rule)")
                    }
                }
                // A rule of the schema, class 23, or one that a trigger keeps: not a statement that is merely wrong.
                let state = error?.sqlState ?? "none"
                #expect(state.hasPrefix("23") || state == "P0001", "\(rule): \(state)")
            }
            try await shop.expectSound()
        }
    }

    @Test("an import is taken once, whoever sends it")
    func importsOnce() async throws {
        try await Shop.open { shop in
            let partner = UUIDv7.make()
            try await shop.register(partner)
            for expected in [ImportReport.Outcome.accepted, .repeated] {
                let entries = [ImportEntry(reference: "A-1", request: .success(shop.request()))]
                let report = try await shop.command { service, context, transaction in
                    try await service.importOrders(entries, of: partner, context, in: transaction)
                        .map { ImportReport(entries, $0) }
                }
                #expect(report.lines.map(\.outcome) == [expected])
            }
            await #expect(throws: PostgresError.self) {
                try await shop.schema.workbench.pool.execute(
                    """
                    INSERT INTO sales_order (
                        id, kind, direction, channel, partner, partner_reference, buyer, placed_at, destination_kind,
                        city, state, declines, refunded_by_claims_fen, owed_to_registered_fen)
                    SELECT gen_random_uuid(), kind, direction, channel, partner, partner_reference, buyer, placed_at,
                        destination_kind, city, state, 0, 0, 0
                    FROM sales_order
                    """)
            }
        }
    }
}
