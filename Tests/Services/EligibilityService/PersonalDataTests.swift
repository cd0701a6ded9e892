import EligibilityDomain
import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import EligibilityService
@testable import Runtime

@Suite("Who members of households are", .enabled(if: LiveServers.arePresent))
struct PersonalDataTests {
    private static let table = EligibilityService.personalTables[0]

    /// Encrypts the next rows anew, and returns how many.
    private func encrypt(
        _ office: Office, after row: UUIDv7? = nil, batch: Int = 100
    ) async throws -> PersonalReencryption.Outcome {
        let keys = try office.schema.workbench.personalKeys()
        return try await office.schema.workbench.pool.withTransaction { transaction in
            try await PersonalReencryption(table: Self.table, batch: batch).encryptNext(
                after: row, under: keys, in: transaction)
        }
    }

    private func rows(_ office: Office) async throws -> [PersonalKeyID: Int64] {
        try await office.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
            try await PersonalKeyRegister(in: transaction).rows(of: EligibilityService.personalTables)
        }
    }

    private func useNewKey(_ office: Office) throws -> PersonalKeyID {
        let id = try PersonalKeyRing.makeKey(in: office.schema.personalKeysFile)
        try PersonalKeyFile.use(id, in: office.schema.personalKeysFile)
        return id
    }

    @Test("They are found and read before, between and after the steps of a change of the key")
    func rotation() async throws {
        try await Office.with { office in
            let first = try office.schema.workbench.personalKeys().current
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            #expect(try await rows(office) == [first: 4])
            let second = try useNewKey(office)
            await #expect(throws: ImportRefused.self) { try await office.enrol(SampleSheet()) }

            // Ended after a batch, as by a kill: the rest is still under the first key.
            let batch = try await encrypt(office, batch: 3)
            #expect(batch.done == 3)
            #expect(try await rows(office) == [first: 1, second: 3])
            await #expect(throws: ImportRefused.self) { try await office.enrol(SampleSheet([.init(), .init()])) }
            try await office.register(tokens)
            let names: [String] = try await office.rows("SELECT DISTINCT masked_name FROM publicity ORDER BY 1")
            #expect(names == ["罗****"])

            #expect(try await encrypt(office).done == 1)
            #expect(try await rows(office) == [second: 4])
            #expect(try await encrypt(office).last == nil)
            await #expect(throws: ImportRefused.self) { try await office.enrol(SampleSheet()) }
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("A key that keeps something cannot be forgotten, and is missed at once")
    func missingKey() async throws {
        try await Office.with { office in
            let first = try office.schema.workbench.personalKeys().current
            try await office.enrol(SampleSheet())
            let second = try useNewKey(office)
            try PersonalKeyFile.remove(first, from: office.schema.personalKeysFile)
            let keys = try office.schema.workbench.personalKeys()
            #expect(keys.ids == [second])
            let pool = office.schema.workbench.pool
            await #expect(throws: PersonalDataFault.missingKeys([first])) {
                try await pool.withTransaction(readOnly: true) { transaction in
                    try await PersonalKeyRegister(in: transaction).expectAll(
                        of: EligibilityService.personalTables, in: keys)
                }
            }
            await #expect(throws: PostgresError.self) {
                try await pool.withTransaction { try await PersonalKeyRegister(in: $0).forget(first) }
            }
            let outcome = try await encrypt(office)
            #expect(outcome.done == 0 && outcome.unreadable.count == 2)
            #expect("\(outcome.unreadable)".contains("\(first)"))
        }
    }

    @Test("Data that is kept by one look-up key takes no other")
    func otherLookUpKey() async throws {
        try await Office.with { office in
            try await office.enrol(SampleSheet())
            let other = "\(office.schema.personalKeysFile).other"
            try PersonalKeyRing.makeKey(in: other)
            let keys = try PersonalKeyFile(reading: other).personalKeys(in: other)
            try FileManager.default.removeItem(atPath: other)
            await #expect(throws: PersonalDataFault.otherLookUpKey) {
                try await office.schema.workbench.pool.withTransaction { transaction in
                    try await PersonalKeyRegister(in: transaction).note(keys)
                }
            }
        }
    }

    @Test("A name that is moved to another member's row is noticed when it is read, and not posted")
    func swapped() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            try await office.execute(
                """
                UPDATE personal_fields SET name = other.name FROM personal_fields other
                WHERE other.member <> personal_fields.member
                """, pastTriggers: true)
            await #expect(throws: PersonalDataFault.self) { try await office.appraise(tokens, on: "2019-03-05") }
            _ = try useNewKey(office)
            let outcome = try await encrypt(office)
            #expect(outcome.done == 0 && outcome.unreadable.count == 4)
        }
    }

    @Test("A row that cannot be read does not keep the others from being encrypted anew")
    func unreadable() async throws {
        try await Office.with { office in
            try await office.enrol(SampleSheet([.init(), .init()]))
            try await office.execute(
                """
                UPDATE personal_fields SET phone = overlay(phone PLACING '\\x00000000' FROM 38)
                WHERE member = (SELECT min(member::text)::uuid FROM personal_fields)
                """, pastTriggers: true)
            let second = try useNewKey(office)
            let outcome = try await encrypt(office)
            #expect(outcome.done == 3)
            #expect(outcome.unreadable.count == 1)
            #expect(try await rows(office)[second] == 3)
        }
    }
}
