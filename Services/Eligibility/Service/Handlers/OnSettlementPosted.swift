internal import Delivery
internal import EligibilityDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension EligibilityService {
    /// `settlement.posted`: what households are owed by it is their income of that day.
    ///
    /// A household that is not on file is an ordinary one, whose income is nobody's business here.
    /// - Throws: an ``IncomeRefusal`` for a settlement that cannot be right, which is then parked.
    func on(_ events: [Received<SettlementPosted>], in transaction: PostgresTransaction) async throws -> [PendingEvent]
    {
        try RowReach.holdEveryCounty(in: transaction)
        let posted = events.map(\.body)
        let files = try await HouseholdDirectory(transaction: transaction).ids(
            of: Set(posted.flatMap(\.lines).compactMap(\.token)))
        let incomes = posted.flatMap { $0.incomes(of: files) }
        if incomes.isEmpty { return [] }
        let store = IncomeStore(transaction: transaction)
        let recordings = IncomeEntry.record(incomes, recorded: try await store.recorded(incomes))
        var entries: [IncomeEntry] = []
        for recording in recordings {
            switch recording {
            case .appended(let entry): entries.append(entry)
            case .known: break
            case .refused(_, let refusal): throw refusal
            }
        }
        try store.append(entries)
        try noteChangedIncome(of: entries.map(\.key.household), in: transaction)
        return []
    }

    /// Has the incomes that changed in a month looked at when it has ended.
    private func noteChangedIncome(of households: [UUIDv7], in transaction: PostgresTransaction) throws {
        guard !households.isEmpty else { return }
        let month = Month(of: workbench.clock.today())
        try IncomeStore(transaction: transaction).markChanged(households, in: month)
        // What is looked at then came of all settlements of the month, so that it belongs to the trace of none.
        try Deadlines.set(
            DeadlineKind.review, [(subject: "\(month)", due: (month + 1).firstDay.start, trace: nil)], in: transaction)
    }
}

extension SettlementPosted {
    /// What households that are on file are owed by it, each with all its lines together.
    fileprivate func incomes(of files: [Token: UUIDv7]) -> [SettlementIncome] {
        var owed: [UUIDv7: Fen] = [:]
        for line in lines {
            guard let household = line.token.flatMap({ files[$0] }) else { continue }
            owed[household, default: 0] += line.producerFen
        }
        return owed.sorted { $0.key < $1.key }.map { household, amount in
            SettlementIncome(
                settlement: settlementID, kind: SettlementIncome.Kind(kind), household: household,
                businessDay: businessDay, amount: amount)
        }
    }
}

extension SettlementIncome.Kind {
    fileprivate init(_ kind: SettlementPosted.Kind) {
        self =
            switch kind {
            case .sale: .sale
            case .purchase: .purchase
            case .reversal: .reversal
            case .correction: .correction
            }
    }
}
