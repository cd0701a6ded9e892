import Testing

@testable import Postgres

@Suite("Errors tell what to do and show no values")
struct PostgresErrorTests {
    private func server(_ sqlState: String, _ message: String = "", severity: String = "ERROR") -> PostgresError {
        PostgresError(
            PostgresError.Report(
                severity: severity, sqlState: sqlState, message: message, detail: "Key (id)=(secret) exists.",
                table: "village", constraint: "village_pkey"))
    }

    @Test("neither description nor dump shows what the server said of values")
    func redaction() {
        let duplicate = server("23505", #"duplicate key value violates unique constraint "village_pkey""#)
        let invalid = server("22P02", #"invalid input syntax for type bigint: "secret""#)
        for error in [duplicate, invalid] {
            var dumped = ""
            dump(error, to: &dumped)
            for text in ["\(error)", String(reflecting: error), dumped, error.message] {
                #expect(!text.contains("secret"))
            }
        }
        #expect(duplicate.detail == "Key (id)=(secret) exists.")
        #expect(duplicate.description.contains("village_pkey"))
        #expect(invalid.message == #"invalid input syntax for type bigint: "…""#)
        #expect(invalid.unredactedMessage == #"invalid input syntax for type bigint: "secret""#)
    }

    @Test("what may succeed when it is run again", arguments: ["40001", "40P01", "55P03", "57014"])
    func retriable(sqlState: String) {
        #expect(server(sqlState).isRetriable)
        #expect(!server(sqlState).isOutage)
    }

    @Test(
        "the database being away, or without room to work, is told from a wrong statement",
        arguments: ["57P01", "57P02", "57P03", "08006", "53300", "53100", "53200", "58030"])
    func outage(sqlState: String) {
        #expect(server(sqlState).isOutage)
        #expect(!server("23505").isOutage && !server("23505").isRetriable)
        #expect(PostgresError(.connectionLost, "").isOutage && PostgresError(.commitUnknown, "").isOutage)
        #expect(!PostgresError(.exhausted, "").isOutage)
    }

    @Test("the last words of the server mean that the connection is lost")
    func fatal() {
        #expect(server("57P01", severity: "FATAL").kind == .connectionLost)
        #expect(server("57014").kind == .server)
    }

    @Test("no configuration shows its password")
    func configuration() {
        var dumped = ""
        let configuration = PostgresConfiguration(
            host: "db", database: "d", user: "u", password: "secret", applicationName: "a")
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("secret") && !"\(configuration)".contains("secret"))
    }
}
