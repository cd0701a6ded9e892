internal import EligibilityDomain
public import Postgres
public import Runtime

extension EligibilityService {
    /// The village posts the first notice of appraised households, masked. It hangs for the days that the rules say.
    public func publish(
        _ selection: HouseholdSelection, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: .publish, context, in: transaction) {
            (household, act, material, _) throws(HouseholdRefusal) in
            try household.publish(try material.notice(of: household), under: material.rules, act)
        }
    }
}
