internal import Delivery
internal import EligibilityDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension EligibilityService {
    /// Notices have hung their days. An open objection holds its case, whose decision sets a new deadline.
    func onPublicityEnded(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try RowReach.holdEveryCounty(in: transaction)
        let deadlines = Dictionary(
            passed.compactMap { passed in UUIDv7(passed.subject).map { ($0, passed) } },
            uniquingKeysWith: { first, _ in first })
        let files = try await HouseholdStore(transaction: transaction).load(Array(deadlines.keys))
        var chain = try await EvidenceStore(transaction: transaction).lockEnd()
        var changes: [HouseholdChange] = []
        var refused: [(household: UUIDv7, command: HouseholdCommand, due: Instant, code: String)] = []
        for file in files {
            guard let deadline = deadlines[file.household.id] else { continue }
            let due = deadline.due
            var household = file.household
            do throws(HouseholdRefusal) {
                let facts = try household.closePublicity(Act(by: .clock, at: due, evidence: .make()))
                changes.append(HouseholdChange(before: file, after: household, facts: facts, trace: deadline.trace))
            } catch {
                refused.append((household.id, .closePublicity, due, error.code))
            }
        }
        try HistoryStore(transaction: transaction).noteRefused(refused)
        return try save(changes, sealedOnto: &chain, in: transaction)
    }
}
