internal import EligibilityDomain
public import Postgres
public import Runtime
public import Vocabulary

extension EligibilityService {
    /// Announced households are entered in the register, the evidence of each sealed before.
    /// - Parameter announcedOn: the day on which the county announced them.
    public func register(
        _ selection: HouseholdSelection, announcedOn: Day, _ context: CommandContext,
        in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: .register, assessedFor: .entry, context, in: transaction) {
            (household, act, material, chain) throws(HouseholdRefusal) in
            guard let appraised = household.caseFile.appraisal?.assessment,
                let digests = material.digests[appraised.id]
            else { throw .assessmentSaysNo(.entry) }
            let sealed = chain.seal(household.registrationRecord(act, digests: digests))
            return try household.register(announcedOn: announcedOn, digests: digests, sealed: sealed, act)
        }
    }
}
