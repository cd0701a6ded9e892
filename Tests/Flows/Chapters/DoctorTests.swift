import LocalScripts
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("The doctor", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(8)))
struct DoctorTests {
    @Test(
        "says of each part that is broken what that touches, and the one command to run; and is well once it is mended")
    func breaking() async throws {
        try await playing("doctor", migrated: Play.services, running: []) { stage in
            try await expect(
                stage, fault: "clock: \(stage.clockFile) cannot be read", touches: "deadlines and business days",
                command: "' >\(stage.clockFile)")
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            let well = try await stage.run("eligibility", ["doctor"])
            #expect(!well.contains("fault") && !well.contains("run: "))

            try await expect(
                stage, ["--set", "postgres.port=1"], fault: "database: ", touches: "everything",
                command: "pg_isready --host=127.0.0.1 --port=1")
            try await expect(
                stage, ["--set", "postgres.user=nobody"], fault: "database: ", touches: "everything",
                command: "psql --host=127.0.0.1")
            try await expect(
                stage, ["--set", "postgres.schema=nowhere"], fault: "schema: the schema lacks",
                touches: "the service does not start", command: "eligibility migrate")
            try await expect(
                stage, ["--set", "rabbitmq.port=1"], fault: "broker: ", touches: "what others are told",
                command: "rabbitmq-diagnostics check_port_connectivity")
            try await expect(
                stage, ["--set", "rabbitmq.user=nobody"], fault: "broker: ", touches: "what others are told",
                command: "rabbitmqctl change_password nobody")
            try await expect(
                stage, ["--set", "delivery.partitions=5"], fault: "listeners: ",
                touches: "all listeners of eligibility", command: "catalogue migrate")
            try await expect(
                stage, ["--set", "delivery.partitions=5"], fault: "topology: ",
                touches: "events that go by what is amiss",
                command: "eligibility topology apply")
            try await rights(on: stage)
        }
    }

    /// Somebody took the service its rights.
    private func rights(on stage: Stage) async throws {
        let database = try await Administrator(of: stage).database(of: "eligibility")
        let connection = try await PostgresConnection.connect(database)
        try await connection.execute("REVOKE ALL ON ALL TABLES IN SCHEMA eligibility FROM eligibility")
        try await expect(
            stage, fault: "schema: PostgreSQL server 42501", touches: "the service does not start",
            command: "eligibility migrate")
        _ = try await stage.run("eligibility", ["migrate"])
        _ = try await stage.run("eligibility", ["doctor"])

        try await connection.execute("GRANT DELETE, TRUNCATE ON audit_trail TO eligibility")
        try await connection.execute("REVOKE EXECUTE ON FUNCTION drop_day FROM eligibility")
        let amiss = "rights: 2 amiss, the first: eligibility may not EXECUTE on function drop_day(text,date)"
        try await expect(stage, fault: amiss, touches: "what protects the data", command: "eligibility migrate")
        _ = try await stage.run("eligibility", ["migrate"])

        try await connection.execute("ALTER TABLE consent OWNER TO eligibility")
        try await connection.execute("GRANT eligibility_owner TO eligibility")
        try await expect(
            stage, fault: "rights: eligibility owns 1 objects", touches: "what protects the data",
            command: "psql --dbname=throughtrain --command='REASSIGN OWNED BY eligibility TO eligibility_owner'")
        try await connection.execute("REASSIGN OWNED BY eligibility TO eligibility_owner")
        try await expect(
            stage, fault: "rights: eligibility belongs to eligibility_owner", touches: "what protects the data",
            command: "psql --dbname=throughtrain --command='REVOKE eligibility_owner FROM eligibility'")
        try await connection.execute("REVOKE eligibility_owner FROM eligibility")
        await connection.close()
        // With the table it gave up what it may do there.
        try await expect(
            stage, fault: "rights: 1 amiss, the first: eligibility may not INSERT, SELECT on table consent",
            touches: "what needs a right", command: "eligibility migrate")
        _ = try await stage.run("eligibility", ["migrate"])
        _ = try await stage.run("eligibility", ["doctor"])
    }

    private func expect(
        _ stage: Stage, _ settings: [String] = [], fault: String, touches: String, command: String,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let failure = await #expect(throws: ScriptFailure.self, sourceLocation: location) {
            try await stage.run("eligibility", ["doctor"] + settings)
        }
        let said = failure?.description ?? ""
        // What is said of one part stands in three lines.
        let lines = said.split(separator: "\n").map(String.init)
        let place = try #require(
            lines.firstIndex { $0.contains("fault \(fault)") }, "\(said)", sourceLocation: location)
        try #require(lines.count > place + 2, sourceLocation: location)
        #expect(lines[place + 1].contains("touches: ") && lines[place + 1].contains(touches), sourceLocation: location)
        #expect(lines[place + 2].contains("run: ") && lines[place + 2].contains(command), sourceLocation: location)
    }
}
