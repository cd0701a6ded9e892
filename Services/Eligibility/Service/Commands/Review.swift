public import EligibilityDomain
public import Postgres
public import Runtime

extension EligibilityService {
    /// The township or the county approves cases that await its review. The township's approval posts the second notice.
    public func approve(
        _ selection: HouseholdSelection, at level: Approval.Level, _ context: CommandContext,
        in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        let command: HouseholdCommand = level == .township ? .approveAtTownship : .approveAtCounty
        return try await take(selection, through: command, context, in: transaction) {
            (household, act, material, _) throws(HouseholdRefusal) in
            switch level {
            case .township:
                try household.approveAtTownship(
                    posting: try material.notice(of: household), under: material.rules, act)
            case .county: try household.approveAtCounty(act)
            }
        }
    }

    /// The township or the county sends cases back to the village.
    public func returnCases(
        _ selection: HouseholdSelection, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: .returnCase, context, in: transaction) {
            (household, act, _, _) throws(HouseholdRefusal) in
            try household.returnCase(because: context.reason, act)
        }
    }

    /// The township or the county turns cases down.
    public func reject(
        _ selection: HouseholdSelection, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: .reject, context, in: transaction) {
            (household, act, _, _) throws(HouseholdRefusal) in
            try household.reject(because: context.reason, act)
        }
    }
}
