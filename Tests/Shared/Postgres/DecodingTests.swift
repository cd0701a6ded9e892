import Postgres
import Testing

extension LiveSuites {
    @Suite("A row that is not what it is decoded as")
    struct DecodingTests {
        private func failure(
            of query: PostgresQuery, _ decode: (PostgresRow) throws -> Void
        ) async throws -> PostgresError {
            let session = try await PostgresConnection.connect(TestServer.configuration())
            let rows = try await session.query(query)
            await session.close()
            let error = try #require(throws: PostgresError.self) { try decode(rows[0]) }
            #expect(error.kind == .decoding)
            #expect(!error.description.contains("secret") && !error.description.contains("424242"))
            return error
        }

        @Test("another type")
        func wrongType() async throws {
            let error = try await failure(of: "SELECT 1 AS a, 'secret' AS title") { row in
                _ = try row.decode(Int.self, Int.self)
            }
            #expect(error.message == #"column 2 "title" is text, which Int cannot be decoded from"#)
        }

        @Test("a wider integer")
        func tooWide() async throws {
            let error = try await failure(of: "SELECT 424242::bigint AS quantity") { row in
                _ = try row.decode(Int32.self)
            }
            #expect(error.message == #"column 1 "quantity" is bigint, which Int32 cannot be decoded from"#)
        }

        @Test("NULL where a value is asked for, also within an array")
        func null() async throws {
            let scalar = try await failure(of: "SELECT NULL::text AS name") { row in
                _ = try row.decode(String.self)
            }
            #expect(scalar.message == #"column 1 "name" is NULL; decode it as String? to allow that"#)
            let element = try await failure(of: "SELECT ARRAY[424242, NULL] AS ids") { row in
                _ = try row.decode([Int].self)
            }
            #expect(element.message.hasPrefix(#"column 1 "ids" "#))
        }

        @Test("another number of columns")
        func columnCount() async throws {
            let error = try await failure(of: "SELECT 1, 2, 3") { row in
                _ = try row.decode(Int.self, Int.self)
            }
            #expect(error.message == "the row has 3 columns and was to be decoded as 2")
        }

        @Test("one part of its columns, of which each is called by its place in the row")
        func parts() async throws {
            let query: PostgresQuery = "SELECT 1, 'two', 'secret', true"
            let error = try await failure(of: query) { row in
                #expect(try row.prefix(2).decode(Int.self, String.self) == (1, "two"))
                #expect(try row.dropFirst(2).decode(String.self, Bool.self) == ("secret", true))
                #expect(try row.dropFirst(1).prefix(1).decode(String.self) == "two")
                _ = try row.dropFirst(1).decode(String.self, Int.self, Bool.self)
            }
            #expect(error.message.hasPrefix("column 3 "))
            let count = try await failure(of: query) { row in _ = try row.prefix(2).decode(Int.self) }
            #expect(count.message == "the row has 2 columns and was to be decoded as 1")
        }

        @Test("an array of more than one dimension")
        func dimensions() async throws {
            let error = try await failure(of: "SELECT ARRAY[[1, 2], [3, 4]] AS grid") { row in
                _ = try row.decode([Int].self)
            }
            #expect(error.message.contains("has 2 dimensions"))
        }
    }
}
