import Logging
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery
@testable import Runtime

@Suite("The audit trail is a chain", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct ChainTests {
    @Test("that holds as commands leave it, and goes on where audits have been")
    func sound() async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(3)
            #expect(try await trail.audit() == [])
            try await trail.record(2)
            #expect(try await trail.audit() == [])
            #expect(try await trail.audit(.all) == [])
            #expect(try await trail.heads().heads.map(\.position) == [5])
            #expect(try await trail.checked() == 5)
        }
    }

    /// What somebody does to a chain of five who is past all rights, and what the audit says first.
    static let tampering: [(what: String, sql: [String], said: String)] = [
        (
            "a row changed", ["UPDATE audit_trail SET subject = '7' WHERE number = 3"],
            "audit_trail 3, at position 3, was altered after it was sealed"
        ),
        (
            "a row deleted in the middle", ["DELETE FROM audit_trail WHERE number = 3"],
            "audit_trail 3, at position 3, was deleted after it was sealed"
        ),
        (
            "a row deleted with its link",
            ["DELETE FROM audit_trail WHERE number = 3", "DELETE FROM chain_link WHERE position = 3"],
            "position 3 is gone from the chain of audit_trail"
        ),
        (
            "the last row deleted with its link",
            ["DELETE FROM audit_trail WHERE number = 5", "DELETE FROM chain_link WHERE position = 5"],
            "the chain of audit_trail was sealed up to position 5, and ends at 4"
        ),
        (
            "two rows exchanged",
            [
                "UPDATE chain_link SET entry = 'x' WHERE entry = '2'",
                "UPDATE chain_link SET entry = '2' WHERE entry = '3'",
                "UPDATE chain_link SET entry = '3' WHERE entry = 'x'",
            ],
            "audit_trail 3, at position 2, was altered after it was sealed"
        ),
        (
            "a row put in past the chain",
            [
                "INSERT INTO audit_trail (at, actor, role, command, subject, reason) SELECT at, 'x', role, command, subject, "
                    + "reason FROM audit_trail WHERE number = 1"
            ],
            "audit_trail 6 was added past the chain"
        ),
    ]

    @Test("of which nobody changes anything unseen", arguments: tampering)
    func tampered(what: String, sql: [String], said: String) async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(5)
            #expect(try await trail.audit() == [])
            try await trail.tamper(sql)
            // What was audited before is looked at again by a whole audit, and after a recount.
            #expect(try await trail.audit(.all).first == said)
            #expect(try await trail.audit(.all).first == said)
        }
    }

    @Test("of which what was audited is looked at again once a day, by any audit")
    func daily() async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(5)
            #expect(try await trail.audit() == [])
            try await trail.tamper(["UPDATE audit_trail SET subject = '7' WHERE number = 3"])
            #expect(try await trail.audit() == [])
            try await trail.tamper(["UPDATE chain_head SET walked_at = walked_at - interval '25 hours'"])
            let said = ["audit_trail 3, at position 3, was altered after it was sealed"]
            #expect(try await trail.audit() == said)
            #expect(try await trail.audit() == said, "it does not get used to it")
        }
    }

    @Test("of which what was not audited yet is looked at by the next audit")
    func incremental() async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(2)
            #expect(try await trail.audit() == [])
            try await trail.record(2)
            try await trail.seal()
            try await trail.tamper(["DELETE FROM audit_trail WHERE number = 3"])
            let said = ["audit_trail 3, at position 3, was deleted after it was sealed"]
            #expect(try await trail.audit() == said)
            #expect(try await trail.audit() == said, "it does not get used to it")
            #expect(try await trail.checked() == 2)
        }
    }

    @Test("from whose rows none is taken before it is sealed, unseen")
    func takenBefore() async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(3)
            try await trail.tamper(["DELETE FROM audit_trail WHERE number = 2"])
            #expect(try await trail.audit() == ["audit_trail 2 was deleted before it was sealed"])
        }
    }

    @Test("that goes through the heads that were written down, unless it was made anew")
    func noted() async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(4)
            let noted = try await trail.heads()
            try await trail.record(2)
            #expect(try await trail.missing(of: noted) == [])
            try await trail.tamper([
                "DELETE FROM audit_trail WHERE number > 3", "DELETE FROM chain_link WHERE position > 3",
                "UPDATE chain_head SET position = 3, hash = (SELECT hash FROM chain_link WHERE position = 3)",
            ])
            #expect(try await trail.audit() == [], "who is past all rights can make a chain anew")
            #expect(
                try await trail.missing(of: noted)
                    == ["the chain of audit_trail does not reach position 4 any more"])
            try await trail.record(2)
            #expect(
                try await trail.missing(of: noted) == ["the chain of audit_trail has another hash at position 4"])
        }
    }

    @Test("that neither forks nor has a gap while two instances seal and commands share transactions")
    func twoInstances() async throws {
        try await ChainedTrail.with { trail in
            let sealing = [0, 1].map { _ in
                Task {
                    while !Task.isCancelled { try await trail.seal() }
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 { group.addTask { for _ in 0..<40 { try await trail.record(1, alongside: 3) } } }
                try await group.waitForAll()
            }
            sealing.forEach { $0.cancel() }
            for task in sealing { _ = await task.result }
            #expect(try await trail.audit(.all) == [])
            #expect(try await trail.heads().heads.map(\.position) == [2 * 40 * 4])
        }
    }

    @Test("that no command waits for: who seals holds up nobody, and a row that is committed late is sealed late")
    func waitsForNobody() async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(1)
            let sealer = try await PostgresConnection.connect(trail.configuration)
            let other = try await PostgresConnection.connect(trail.configuration)
            try await sealer.withTransaction { sealing in
                _ = try await ChainStore(.auditTrail, in: sealing).seal()
                try await other.withTransaction { late in
                    // If it waited for the head, this would end it.
                    try await late.execute("SET LOCAL lock_timeout = '2s'")
                    try trail.record(in: late)
                    try await late.execute("SELECT")
                    try await trail.record(1)
                }
            }
            await sealer.close()
            await other.close()
            #expect(try await trail.audit() == [])
            #expect(try await trail.heads().heads.map(\.position) == [3])
        }
    }

    @Test("whose rows and links the schema refuses to change")
    func refusals() async throws {
        try await ChainedTrail.with { trail in
            try await trail.record(2)
            try await trail.seal()
            for sql in [
                "UPDATE audit_trail SET reason = 'x'", "DELETE FROM audit_trail", "TRUNCATE audit_trail",
                "UPDATE chain_link SET sealed_at = now()", "DELETE FROM chain_link", "TRUNCATE chain_link",
            ] {
                let error = await #expect(throws: PostgresError.self, "\(sql)") {
                    try await trail.pool.execute(PostgresQuery(unsafeSQL: sql))
                }
                #expect(error?.sqlState == "23000", "\(sql)")
            }
            for (sql, state) in [
                // One more in a place that is taken, and one behind nothing.
                (
                    "INSERT INTO chain_link SELECT chain, 2, 'x', previous, hash FROM chain_link WHERE position = 2",
                    "23505"
                ),
                ("INSERT INTO chain_link SELECT chain, 4, 'x', hash, hash FROM chain_link WHERE position = 2", "23503"),
            ] {
                let error = await #expect(throws: PostgresError.self, "\(sql)") {
                    try await trail.pool.execute(PostgresQuery(unsafeSQL: sql))
                }
                #expect(error?.sqlState == state, "\(sql)")
            }
        }
    }
}

/// A schema with the tables of every service, to whose audit trail a test adds.
private struct ChainedTrail: Sendable {
    let pool: PostgresPool
    let configuration: PostgresConfiguration

    static func with(_ body: (ChainedTrail) async throws -> Void) async throws {
        try await Road.withTables { pool, configuration in
            try await body(ChainedTrail(pool: pool, configuration: configuration))
        }
    }

    func record(in transaction: PostgresTransaction) throws {
        let context = CommandContext(actor: "li.wei", reason: "it's \"so\"", now: .wallTime())
        try AuditTrail.record("try", on: "a subject", by: context, in: transaction)
    }

    /// Gives commands, each in a transaction of its own, or with others in the same.
    func record(_ count: Int, alongside others: Int = 0) async throws {
        for _ in 0..<count {
            try await pool.withTransaction { transaction in
                for _ in 0...others { try record(in: transaction) }
            }
        }
    }

    func seal() async throws {
        try await ChainSealer.sealAll([.auditTrail], in: pool)
    }

    /// The breaches of the chain that an audit of the service finds.
    func audit(_ scope: DeliveryCount.Scope = .new) async throws -> [String] {
        try await ServiceAudit(hosted: AuditedHearer(), pool: pool).run(scope).checks
            .first { $0.name == "the chain of audit_trail holds" }?.breaches ?? ["nothing was checked"]
    }

    func checked() async throws -> Int64 {
        try await pool.withTransaction { try await ChainStore(.auditTrail, in: $0).checked()?.position ?? 0 }
    }

    func heads() async throws -> ChainHeads {
        try await seal()
        return try await pool.withTransaction {
            try await ChainHeads.read([.auditTrail], of: "hearer", in: $0)
        }
    }

    func missing(of noted: ChainHeads) async throws -> [String] {
        try await seal()
        return try await pool.withTransaction { try await noted.missing(from: [.auditTrail], in: $0) }
    }

    /// Does what triggers and foreign keys forbid, as the database's administrator may.
    func tamper(_ statements: [String]) async throws {
        try await pool.withTransaction { transaction in
            try await transaction.execute("SET LOCAL session_replication_role = replica")
            for sql in statements {
                #expect(try await transaction.execute(PostgresQuery(unsafeSQL: sql)) > 0, "\(sql)")
            }
        }
    }
}
