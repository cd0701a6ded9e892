import Testing

@testable import Bench

@Suite("Tables that grow")
struct GrownTableTests {
    @Test("copies of a row are of other orders, have other numbers, and get by themselves what a row gets by itself")
    func statement() {
        let table = GrownTable(
            name: "orders.sales_order", fresh: ["id"], freshTexts: ["subject"], numbered: ["reference"],
            given: ["number"], condition: "kind = 'import'")
        #expect(
            table.statement(columns: ["number", "id", "subject", "reference", "state"], copies: 7) == """
                INSERT INTO orders.sales_order ("id", "subject", "reference", "state")
                SELECT overlay("id"::text PLACING lpad(to_hex(copy), 9, '0') FROM 28)::uuid, \
                overlay("subject"::text PLACING lpad(to_hex(copy), 9, '0') FROM 28), "reference" || '-' || copy, "state" \
                FROM orders.sales_order, generate_series(1, 7) AS copy WHERE kind = 'import'
                """)
    }

    @Test("rows of a log are of the day before, so that nothing is told again")
    func log() {
        let logs = GrownTable.delivery(of: "orders").filter(\.isLog)
        #expect(logs.map(\.name) == ["orders.event_log"])
        #expect(logs[0].statement(columns: ["day", "position"], copies: 2).contains("SELECT day - 1 FROM"))
    }
}
