import Testing

@testable import Postgres

@Suite("What is to be migrated")
struct MigrationHistoryTests {
    private typealias Known = MigrationHistory.Known
    private typealias Applied = MigrationHistory.Applied

    private func known(_ numbers: Int...) -> [Known] {
        numbers.map { number in
            Known(
                migration: Migration(number: number, name: "step \(number)", sql: "SELECT \(number)"),
                digest: [UInt8(number)])
        }
    }

    private func applied(_ numbers: Int...) -> [Applied] {
        numbers.map { Applied(number: $0, digest: [UInt8($0)]) }
    }

    @Test("what was not applied yet is pending, in order")
    func pending() throws {
        let all = known(1, 2, 3)
        #expect(try MigrationHistory.pending(known: all, applied: []).map(\.number) == [1, 2, 3])
        #expect(try MigrationHistory.pending(known: all, applied: applied(1, 2)).map(\.number) == [3])
        #expect(try MigrationHistory.pending(known: all, applied: applied(1, 2, 3)).isEmpty)
    }

    @Test("each way in which history and program disagree is refused by name")
    func refusals() {
        #expect(throws: MigrationRefusal.misnumbered(expected: 2, found: 3)) {
            try MigrationHistory.pending(known: known(1, 3), applied: [])
        }
        #expect(throws: MigrationRefusal.misnumbered(expected: 2, found: 1)) {
            try MigrationHistory.pending(known: known(1, 1), applied: [])
        }
        #expect(throws: MigrationRefusal.gap(missing: 2)) {
            try MigrationHistory.pending(known: known(1, 2, 3), applied: applied(1, 3))
        }
        #expect(throws: MigrationRefusal.newerSchema(applied: 3, known: 2)) {
            try MigrationHistory.pending(known: known(1, 2), applied: applied(1, 2, 3))
        }
        #expect(throws: MigrationRefusal.changed(number: 2, name: "step 2")) {
            try MigrationHistory.pending(
                known: known(1, 2, 3), applied: applied(1) + [Applied(number: 2, digest: [99])])
        }
    }
}
