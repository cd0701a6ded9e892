import LivestreamEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Catalogue's schema keeps the invariants against our own bugs", .enabled(if: LiveServers.arePresent))
struct SchemaTests {
    /// Each statement breaks one rule.
    static let badWrites: [(rule: String, sql: String)] = [
        ("a pavilion's state is one of the table's", "UPDATE pavilion SET state = 'moving'"),
        ("a pavilion has a name", "UPDATE pavilion SET name_zh = ''"),
        ("a county is one", "UPDATE product SET county = '52'"),
        ("a product is heavier packed than bare", "UPDATE product SET gross_g = net_g - 1"),
        ("a band is whole or absent", "UPDATE product SET band_minimum = 20"),
        ("a floor is by what the product is sold by", "UPDATE product SET floor_per = '500g'"),
        ("a floor is a price", "UPDATE product SET floor_fen = 0"),
        ("a listing has a price", "UPDATE listing SET price_fen = 0"),
        ("a listing ends after it begins", "UPDATE listing SET sells_until = sells_from"),
        ("a household has a token", "UPDATE producer SET token = NULL"),
        ("a household has no name here", "UPDATE producer SET name_zh = '王', name_en = 'Wang'"),
        ("a lot's state is one of the table's", "UPDATE lot SET state = 'sold'"),
        ("a lot expires after its harvest", "UPDATE lot SET expires_on = harvested_on - 1"),
        ("a lot is of some amount", "UPDATE lot SET received = 0, available = 0, set_aside = 0, reserved = 0"),
        ("a lot loses no gram", "UPDATE lot SET available = available - 1"),
        ("a lot sells no gram twice", "UPDATE lot SET reserved = reserved + 1"),
        ("a lot has no debts", "UPDATE lot SET available = -1, lost = lost + available + 1"),
        ("a listed lot was inspected", "UPDATE lot SET inspection = NULL"),
        ("a listed lot has a certificate", "UPDATE lot SET certificate = NULL"),
        ("what is not on sale promises nothing", "UPDATE lot SET state = 'received'"),
        (
            "a lot has one certificate",
            "INSERT INTO certificate SELECT gen_random_uuid(), lot, name, contact, issued_on, statement FROM certificate"
        ),
        ("a reservation's state is one of the table's", "UPDATE reservation SET state = 'lost'"),
        ("an order is answered once", "INSERT INTO reservation SELECT * FROM reservation"),
        ("an allocation is of a lot", "UPDATE reservation_allocation SET lot = order_id"),
        ("an allocation keeps no more than it got", "UPDATE reservation_allocation SET open = quantity + 1"),
        ("what is released is not kept", "UPDATE reservation_allocation SET stage = 'released'"),
        ("a slot's state is one of the table's", "UPDATE slot_stock SET state = 'open'"),
        ("a slot sells no more than its allotment", "UPDATE slot_stock SET total = allotment + 1"),
        ("a refused slot has nothing", "UPDATE slot_stock SET state = 'refused'"),
        ("a closed slot was closed at some time", "UPDATE slot_stock SET state = 'closed'"),
        ("a slot is priced by its product's unit", "UPDATE slot_stock SET price_per = '500g'"),
        ("a share is of some amount", "UPDATE slot_share SET amount = 0"),
        ("a share is of a lot", "UPDATE slot_share SET lot = offer"),
        ("an allocation accounts for no more than it got", "UPDATE reservation_allocation SET seized = quantity"),
        ("what is not sold is not condemned", "UPDATE reservation_allocation SET condemned_ahead = 1"),
        ("only what has ended was delivered", "UPDATE reservation_allocation SET open = open - 1, delivered = 1"),
        ("what has ended is not kept", "UPDATE reservation_allocation SET stage = 'ended'"),
        ("an allocation is revoked for a cause", "UPDATE reservation_allocation SET revocation = 'mood'"),
        ("a closed lot sells nothing", "UPDATE lot SET state = 'closed'"),
        ("a recalled lot sells nothing", "UPDATE lot SET state = 'recalled'"),
        (
            "a movement is of some amount",
            "INSERT INTO stock_movement (lot, movement, amount, at) SELECT id, 'lose', 0, now() FROM lot"
        ),
        ("no lot is made of itself", "INSERT INTO lot_parent SELECT id, id FROM lot"),
        ("a lot is made of lots", "INSERT INTO lot_parent SELECT id, product FROM lot"),
        ("a place is designated at a level", "INSERT INTO designation VALUES ('522728', 'rich', '2012-03-19', NULL)"),
        (
            "a designation ends after it begins",
            "INSERT INTO designation VALUES ('522728', 'national', '2012-03-19', '2012-03-18')"
        ),
        ("a share is in thousandths", "UPDATE product SET registered_permille = 1001"),
        ("the history is not rewritten", "UPDATE stock_history SET given_by = 'nobody'"),
        ("the history is not shortened", "DELETE FROM stock_history"),
        ("the history is not emptied", "TRUNCATE stock_history"),
        ("movements are not rewritten", "UPDATE stock_movement SET amount = amount + 1"),
        ("movements are not shortened", "DELETE FROM stock_movement"),
        ("inspections stay", "DELETE FROM inspection"),
        ("certificates are not rewritten", "UPDATE certificate SET contact = '110'"),
        ("breaches of the floor stay", "DELETE FROM price_breach"),
        ("what lots were made of stays", "DELETE FROM lot_parent"),
    ]

    @Test("Every planted bad write is refused by a constraint")
    func refusesBadWrites() async throws {
        try await Market.open { market in
            _ = try await market.list(30)
            let offer = try market.offer(of: 10)
            try await market.hear([OfferScheduled(offer), try market.order(2), try market.order(3, in: offer)])
            #expect(try await market.schema.breaches() == [])
            for (rule, sql) in Self.badWrites {
                let error = await #expect(throws: PostgresError.self, "\(rule)") {
                    try await market.schema.administration.execute("\(unescaped: sql)")
                }
                #expect(error?.sqlState?.hasPrefix("23") == true, "\(rule): \(error?.message ?? "")")
            }
            #expect(try await market.schema.breaches() == [])
        }
    }
}
