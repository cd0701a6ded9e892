internal import EligibilityDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// What is at hand when the cases of a set of households are decided.
struct CaseMaterial: Sendable {
    /// The rule set of the day.
    let rules: RuleSet
    /// What a notice shows, by household.
    let notices: [UUIDv7: PublicNotice]
    /// The last assessment for the purpose of the command, by household.
    let assessments: [UUIDv7: RecordedAssessment]

    init(
        of households: [UUIDv7], on day: Day, assessedFor purpose: Assessment.Purpose?, openedBy keys: PersonalKeys,
        in transaction: PostgresTransaction
    ) async throws {
        rules = try await StandardsStore(transaction: transaction).rules(on: day)
        notices = try await PersonalFieldsStore(transaction: transaction).notices(of: households, openedBy: keys)
        let store = AssessmentStore(transaction: transaction)
        if let purpose {
            assessments = try await store.latest(purpose, of: households)
        } else {
            assessments = [:]
        }
    }

    /// What a notice of a household shows.
    func notice(of household: Household) throws(HouseholdRefusal) -> PublicNotice {
        guard let notice = notices[household.id] else { throw .headsNotOne(count: 0) }
        return notice
    }

    /// The last assessment of a household.
    func assessment(of household: Household, for purpose: Assessment.Purpose) throws(HouseholdRefusal) -> Assessment {
        guard let recorded = assessments[household.id] else { throw .assessmentSaysNo(purpose) }
        return recorded.assessment
    }
}
