internal import EligibilityDomain
public import Postgres
public import Runtime
internal import Vocabulary

extension EligibilityService {
    /// Households may fall into poverty and are watched from now on. Rests on their last assessment for monitoring.
    public func raiseRisk(
        _ selection: HouseholdSelection, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try RowReach.hold(context.caller, in: transaction)
        let ids = try await selection.resolve(for: context.caller, in: transaction)
        // Somebody may be on file in another county.
        try RowReach.holdEveryCounty(in: transaction)
        let duplicates = try await PersonalFieldsStore(transaction: transaction).otherLivingFiles(of: ids)
        return try await take(selection, through: .raiseRisk, assessedFor: .monitoring, context, in: transaction) {
            (household, act, material, _) throws(HouseholdRefusal) in
            try household.raiseRisk(
                try material.assessment(of: household, for: .monitoring), duplicate: duplicates[household.id],
                under: material.rules, act)
        }
    }

    /// Households have fallen into poverty, and their cases open again. Rests on their last assessment for entry.
    public func relapse(
        _ selection: HouseholdSelection, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: .relapse, assessedFor: .entry, context, in: transaction) {
            (household, act, material, _) throws(HouseholdRefusal) in
            try household.relapse(
                try material.assessment(of: household, for: .entry), under: material.rules, act)
        }
    }
}
