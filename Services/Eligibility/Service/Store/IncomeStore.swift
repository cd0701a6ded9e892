internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// What households earn.
struct IncomeStore {
    let transaction: PostgresTransaction

    /// Sums by month and component, by household, of the months that rules of a day may look at.
    func monthly(_ households: [UUIDv7], before day: Day) async throws -> [UUIDv7: [MonthlyIncome]] {
        let window = IncomeWindow(asOf: day)
        // Today's window, and that of the year before, with which a fall is measured.
        let first = window.earlier(by: 12).firstMonth.firstDay
        let rows = try await transaction.query(
            """
            SELECT household, date_trunc('month', day::timestamp)::date, component, sum(amount_fen)::bigint
            FROM income_entry
            WHERE household = ANY (\(households)) AND day >= \(first) AND day < \((window.lastMonth + 1).firstDay)
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
        ).decode(UUIDv7.self, Day.self, IncomeComponent.self, Int64.self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { MonthlyIncome(month: Month(of: $0.1), component: $0.2, amount: $0.3) }
        }
    }

    /// Which of these incomes from settlements are on record already.
    func recorded(_ incomes: [SettlementIncome]) async throws -> Set<IncomeEntry.Key> {
        let rows = try await transaction.query(
            """
            SELECT household, source, component FROM income_entry
            WHERE source_kind = 'settlement' AND (household, source) IN (
                SELECT * FROM unnest(\(incomes.map(\.household)), \(incomes.map(\.settlement))))
            """
        ).decode(UUIDv7.self, UUIDv7.self, IncomeComponent.self)
        return Set(rows.map { IncomeEntry.Key(household: $0.0, source: .settlement($0.1), component: $0.2) })
    }

    /// Appends entries.
    func append(_ entries: [IncomeEntry]) throws {
        guard !entries.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO income_entry (household, source_kind, source, component, day, amount_fen)
            SELECT * FROM unnest(
                \(entries.map(\.key.household)), \(entries.map(\.key.source.kind)), \(entries.map(\.key.source.id)),
                \(entries.map(\.key.component)), \(entries.map(\.day)), \(entries.map(\.amount)))
            """)
    }

    /// Marks households whose income has changed in a month.
    func markChanged(_ households: [UUIDv7], in month: Month) throws {
        guard !households.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO income_unreviewed (household, month)
            SELECT DISTINCT household, \(month.firstDay) FROM unnest(\(households)) AS changed (household) ORDER BY household
            ON CONFLICT DO NOTHING
            """)
    }

    /// Takes the households whose income has changed in months before a day, as many as are gone through at once.
    func takeChanged(before day: Day, limit: Int64) async throws -> [UUIDv7] {
        let households: [UUIDv7] = try await transaction.query(
            """
            -- An array is made once. A set may be made again for each of its rows, and then is not limited either.
            DELETE FROM income_unreviewed WHERE month < \(day) AND household = ANY (ARRAY(
                SELECT household FROM income_unreviewed WHERE month < \(day)
                ORDER BY household, month LIMIT \(limit) FOR UPDATE SKIP LOCKED))
            RETURNING household
            """
        ).decode(UUIDv7.self)
        return Set(households).sorted()
    }
}

extension IncomeSource {
    fileprivate var kind: String {
        switch self {
        case .survey: "survey"
        case .settlement: "settlement"
        }
    }

    fileprivate var id: UUIDv7 {
        switch self {
        case .survey(let id), .settlement(let id): id
        }
    }
}
