import Testing

@testable import Postgres

@Suite("A query keeps values out of its text")
struct PostgresQueryTests {
    @Test("what is interpolated becomes a parameter of its type")
    func parameters() {
        let name = "'; DROP TABLE village; --"
        let query: PostgresQuery = "SELECT \(name), \(7), \(nil as Bool?), \([1, nil] as [Int32?])"
        #expect(query.sql == "SELECT $1, $2, $3, $4")
        #expect(query.bindings.types == [25, 20, 16, 1007])
        #expect(query.bindings.lengths == [25, 8, -1, 32])
        #expect(query.description == query.sql)
    }

    @Test("identifiers are quoted, and what is unescaped is not")
    func identifiers() {
        let query: PostgresQuery = "SELECT \(unescaped: "count(*)") FROM \(identifier: #"odd "name""#)"
        #expect(query.sql == #"SELECT count(*) FROM "odd ""name""""#)
        #expect(query.bindings.types.isEmpty)
        #expect(PostgresQuery(unsafeSQL: "SELECT 1").sql == "SELECT 1")
    }

    @Test("bytes are one value, and arrays of bytes an array")
    func bytes() {
        let query: PostgresQuery = "SELECT \([1, 2, 3] as [UInt8]), \([[1], []] as [[UInt8]])"
        #expect(query.bindings.types == [PostgresType.bytea.rawValue, 1001])
        #expect(query.bindings.lengths == [3, 20 + 5 + 4])
    }
}
