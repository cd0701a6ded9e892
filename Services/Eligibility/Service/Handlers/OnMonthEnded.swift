internal import Delivery
internal import EligibilityDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension EligibilityService {
    /// A month has ended: households whose income changed in it are measured anew, and what the figures suggest is put
    /// on the officers' list. No status changes by it.
    func onMonthEnded(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try RowReach.holdEveryCounty(in: transaction)
        guard let last = passed.last else { return [] }
        let day = Day(of: last.due)
        let changed = try await IncomeStore(transaction: transaction)
            .takeChanged(before: day, limit: Int64(HouseholdSelection.limit))
        if changed.isEmpty { return [] }
        // What is left waits for the same moment once more, in a transaction of its own.
        try Deadlines.set(
            DeadlineKind.review, [(subject: last.subject, due: last.due, trace: last.trace)], in: transaction)
        let files = try await HouseholdStore(transaction: transaction).load(changed)
        let desk = try await AssessmentDesk(for: changed, on: day, in: transaction)
        var suggestions: [(household: UUIDv7, suggestion: ReviewSuggestion)] = []
        var made: [(recorded: RecordedAssessment, input: [UInt8])] = []
        for file in files {
            let input = desk.input(of: file.household)
            guard
                let suggestion = try file.household.suggestReview(
                    .make(), of: input, rules: desk.rules, lines: desk.lines)
            else { continue }
            made.append(try desk.record(suggestion.assessment, of: input))
            suggestions.append((file.household.id, suggestion))
        }
        try AssessmentStore(transaction: transaction).insert(made)
        try SuggestionStore(transaction: transaction).insert(suggestions, at: last.due)
        return []
    }
}
