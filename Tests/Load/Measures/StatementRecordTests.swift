import Testing

@testable import Bench

@Suite("What services sent, by the server's log")
struct StatementRecordTests {
    private func record(_ log: String) -> StatementRecord {
        var record = StatementRecord()
        record.read(Array(log.utf8))
        return record
    }

    @Test("statements that were committed together are one transaction, in the order of the commits")
    func transactions() {
        let record = record(
            """
            11 orders 0 LOG:  execute s1: BEGIN
            12 orders 0 LOG:  execute s1: BEGIN
            11 orders 0 LOG:  execute s2: UPDATE a
            \tSET b = $1
            11 orders 0 DETAIL:  parameters: $1 = '5'
            12 orders 0 LOG:  execute s3: INSERT INTO a VALUES ($1)
            12 orders 0 DETAIL:  parameters: $1 = 'x''y, z'
            12 orders 701 LOG:  execute s4: COMMIT
            11 orders 702 LOG:  execute s5: COMMIT
            13 catalogue 0 LOG:  execute s6: SELECT $1
            13 catalogue 0 DETAIL:  Parameters: $1 = NULL
            14 catalogue 0 LOG:  execute s7: BEGIN
            14 catalogue 0 LOG:  execute s8: DELETE FROM a
            14 catalogue 0 LOG:  execute s9: ROLLBACK

            """)
        #expect(record.transactions["orders"]?.map(\.xid) == [701, 702])
        #expect(
            record.transactions["orders"]?.last?.statements == [
                SentStatement(sql: "BEGIN"), SentStatement(sql: "UPDATE a\nSET b = $1", parameters: ["'5'"]),
                SentStatement(sql: "COMMIT"),
            ])
        #expect(record.transactions["orders"]?.first?.statements[1].parameters == ["'x''y, z'"])
        let alone = SentStatement(sql: "SELECT $1", parameters: ["NULL"])
        #expect(record.transactions["catalogue"] == [SentTransaction(statements: [alone], xid: nil)])
        #expect(record.written(by: "orders").count == 2)
        #expect(record.written(by: "catalogue").isEmpty)
    }

    @Test("parameters are taken as literals, whatever stands in their quotes")
    func parameters() {
        let text = #"$1 = '{"a = b",''c'', $9}', $2 = NULL, $3 = '', $4 = '7'"#
        #expect(StatementRecord.parameters(in: text) == [#"'{"a = b",''c'', $9}'"#, "NULL", "''", "'7'"])
        #expect(StatementRecord.parameters(in: "") == [])
    }

    @Test("the types of parameters are those of the parse tree, whose statement stands behind it")
    func types() {
        let record = record(
            """
            11 orders 0 LOG:  parse tree:
            11 orders 0 DETAIL:  {QUERY :x ({PARAM :paramkind 0 :paramid 2 :paramtype 2951 :y} {PARAM :paramkind 0 :paramid
            \t1 :paramtype 20 :y} {PARAM :paramkind 2 :paramid 1 :paramtype 2950 :y})}
            11 orders 0 STATEMENT:  SELECT $1,
            \t$2

            """)
        #expect(record.types == ["SELECT $1,\n$2": [20, 2951]])
    }

    @Test("a script prepares each statement once, and executes it with its parameters")
    func script() {
        let insert = SentStatement(sql: "INSERT INTO a VALUES ($1)", parameters: ["'{1}'"])
        let transaction = SentTransaction(
            statements: [SentStatement(sql: "BEGIN"), insert, insert, SentStatement(sql: "COMMIT")], xid: 900)
        let script = PlayScript(typeNames: [1016: "bigint[]"], types: [insert.sql: [1016]])
            .script(playing: [transaction])
        #expect(
            script.text == """
                PREPARE played_1(bigint[]) AS INSERT INTO a VALUES ($1);
                SELECT pg_current_xact_id()::text::bigint AS first \\gset
                BEGIN;
                EXECUTE played_1('{1}');
                EXECUTE played_1('{1}');
                COMMIT;

                """)
        #expect(script.played == 4)
    }

    @Test("transactions that are read by their identifiers are found under those that they have when they are played")
    func identifiers() {
        let write = SentTransaction(statements: [SentStatement(sql: "INSERT INTO a")], xid: 900)
        let later = SentTransaction(statements: [SentStatement(sql: "INSERT INTO a")], xid: 950)
        let read = SentStatement(sql: "SELECT $1, $2", parameters: ["'0'", "'940'"])
        let script = PlayScript(typeNames: [5069: "xid8"], types: [read.sql: [5069, 5069]])
            .script(playing: [write, later, SentTransaction(statements: [read], xid: nil)])
        #expect(script.text.contains("EXECUTE played_2('0', (:first + 2)::text::xid8);"))
    }

    @Test("a statement whose types are not known is left out, and named")
    func unknown() {
        let read = SentStatement(sql: "SELECT $1", parameters: ["'0'"])
        let script = PlayScript(typeNames: [:], types: [:])
            .script(playing: [SentTransaction(statements: [read], xid: nil)])
        #expect(script.left == ["SELECT $1"])
        #expect(script.played == 0)
    }
}
