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

    private func applied(_ numbers: Int..., admitting: Set<Int> = []) -> [Applied] {
        numbers.map { number in
            Applied(
                number: number, name: "step \(number)", digest: [UInt8(number)],
                admitsEarlierPrograms: admitting.contains(number))
        }
    }

    @Test("what was not applied yet is pending, in order")
    func pending() throws {
        let all = known(1, 2, 3)
        #expect(try MigrationHistory.plan(known: all, applied: []).pending.map(\.number) == [1, 2, 3])
        #expect(try MigrationHistory.plan(known: all, applied: applied(1, 2)).pending.map(\.number) == [3])
        #expect(try MigrationHistory.plan(known: all, applied: applied(1, 2, 3)).pending.isEmpty)
    }

    @Test("what a newer program applied is told, as long as each of its steps admits this one")
    func unknown() throws {
        let newer = applied(1, 2, 3, 4, admitting: [3, 4])
        let plan = try MigrationHistory.plan(known: known(1, 2), applied: newer)
        #expect(plan == MigrationPlan(pending: [], unknown: ["step 3", "step 4"]))
        #expect(throws: MigrationRefusal.newerSchema(number: 4, name: "step 4", known: 2)) {
            try MigrationHistory.plan(known: known(1, 2), applied: applied(1, 2, 3, 4, admitting: [3]))
        }
    }

    @Test("each way in which history and program disagree is refused by name")
    func refusals() {
        #expect(throws: MigrationRefusal.misnumbered(expected: 2, found: 3)) {
            try MigrationHistory.plan(known: known(1, 3), applied: [])
        }
        #expect(throws: MigrationRefusal.misnumbered(expected: 2, found: 1)) {
            try MigrationHistory.plan(known: known(1, 1), applied: [])
        }
        #expect(throws: MigrationRefusal.gap(missing: 2)) {
            try MigrationHistory.plan(known: known(1, 2, 3), applied: applied(1, 3))
        }
        #expect(throws: MigrationRefusal.newerSchema(number: 3, name: "step 3", known: 2)) {
            try MigrationHistory.plan(known: known(1, 2), applied: applied(1, 2, 3))
        }
        let changed = Applied(number: 2, name: "step 2", digest: [99], admitsEarlierPrograms: true)
        #expect(throws: MigrationRefusal.changed(number: 2, name: "step 2")) {
            try MigrationHistory.plan(
                known: known(1, 2, 3), applied: applied(1) + [changed])
        }
    }
}
