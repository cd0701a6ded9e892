import Postgres
import Testing

extension LiveSuites {
    @Suite("Values go to the server and come back")
    struct TypeRoundTripTests {
        private func roundTrip<Value: PostgresCodable & Equatable & Sendable>(
            _ values: [Value], sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let session = try await PostgresConnection.connect(TestServer.configuration())
            for value in values {
                let rows = try await session.query("SELECT \(value)")
                #expect(try rows[0].decode(Value.self) == value, sourceLocation: sourceLocation)
            }
            let rows = try await session.query("SELECT \(values)")
            #expect(try rows[0].decode([Value].self) == values, sourceLocation: sourceLocation)
            let optionals = [nil] + values.map { Optional($0) } + [nil]
            let withNulls = try await session.query("SELECT \(optionals), \(nil as Value?)")
            let decoded = try withNulls[0].decode([Value?].self, Value?.self)
            #expect(decoded.0 == optionals, sourceLocation: sourceLocation)
            #expect(decoded.1 == nil, sourceLocation: sourceLocation)
            let none = try await session.query("SELECT \([] as [Value])")
            #expect(try none[0].decode([Value].self) == [], sourceLocation: sourceLocation)
            await session.close()
        }

        @Test("integers, at their extremes")
        func integers() async throws {
            try await roundTrip([Int16.min, -1, 0, 1, .max])
            try await roundTrip([Int32.min, -1, 0, 1, .max])
            try await roundTrip([Int64.min, -1, 0, 1, .max])
            try await roundTrip([Int.min, -1, 0, 1, .max])
        }

        @Test("booleans and floating-point numbers")
        func booleansAndDoubles() async throws {
            try await roundTrip([true, false])
            try await roundTrip([0.1, -.infinity, .infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
        }

        @Test("text, also empty and beyond ASCII")
        func text() async throws {
            try await roundTrip(["", "直通车", "a 'quoted' \"text\" \\ with $1", String(repeating: "好", count: 100_000)])
        }

        @Test("bytes, also empty, zero and all")
        func bytes() async throws {
            try await roundTrip([[], [0], [UInt8](0...255)])
        }

        @Test("transaction identifiers, in order")
        func transactionIDs() async throws {
            try await roundTrip([TransactionID(rawValue: 3), TransactionID(rawValue: .max)])
            let session = try await PostgresConnection.connect(TestServer.configuration())
            let first = try await session.query("SELECT pg_current_xact_id()")[0].decode(TransactionID.self)
            let second = try await session.query("SELECT pg_current_xact_id()")[0].decode(TransactionID.self)
            #expect(first < second)
            await session.close()
        }

        @Test("JSON keeps its bytes, and binary JSON its meaning")
        func json() async throws {
            let source = Array(#"{"b" : 1,  "a":[true,null]}"#.utf8)
            try await roundTrip([PostgresJSON(bytes: source)])
            let session = try await PostgresConnection.connect(TestServer.configuration())
            let row = try await session.query("SELECT \(PostgresJSONB(bytes: source)), \(PostgresJSON(bytes: source))")[
                0]
            let (binary, bytes) = try row.decode(PostgresJSONB.self, [UInt8].self)
            #expect(String(decoding: binary.bytes, as: UTF8.self) == #"{"a": [true, null], "b": 1}"#)
            #expect(bytes == source)
            let texts = try row.decode(String.self, String.self)
            #expect(texts.0 == #"{"a": [true, null], "b": 1}"#)
            #expect(texts.1 == String(decoding: source, as: UTF8.self))
            await session.close()
        }

        @Test("a narrower integer, another kind of text and a narrower floating-point number are read as the wider one")
        func widening() async throws {
            let session = try await PostgresConnection.connect(TestServer.configuration())
            let row = try await session.query(
                "SELECT 1::int2, 2::int4, 'c'::varchar, 'n'::name, 'b'::char(3), 0.5::real, ARRAY[1, NULL]::int4[]")[0]
            let (int2, int4, varchar, name, bpchar, real, array) = try row.decode(
                Int.self, Int64.self, String.self, String.self, String.self, Double.self, [Int?].self)
            #expect((int2, int4) == (1, 2))
            #expect((varchar, name, bpchar) == ("c", "n", "b  "))
            #expect(real == 0.5)
            #expect(array == [1, nil])
            await session.close()
        }

        @Test("a set of rows travels as arrays in one statement")
        func sets() async throws {
            try await withSchema { _, session in
                try await session.execute("CREATE TABLE stock (id bigint, name text, quantity int)")
                let ids = Array(0..<256)
                let names = ids.map { $0.isMultiple(of: 7) ? nil : "lot \($0)" }
                let quantities = ids.map { Int32($0 * 2) }
                let written = try await session.execute(
                    "INSERT INTO stock SELECT * FROM unnest(\(ids), \(names), \(quantities))")
                #expect(written == 256)
                let rows = try await session.query("SELECT id, name, quantity FROM stock ORDER BY id")
                for (index, row) in try rows.decode(Int.self, String?.self, Int32.self).enumerated() {
                    #expect(row == (ids[index], names[index], quantities[index]))
                }
            }
        }
    }
}
