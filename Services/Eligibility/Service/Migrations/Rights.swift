public import Postgres

extension EligibilityService {
    /// What it does in its tables. Lines and rules are changed by migrations alone.
    public static let rights = SchemaRights(tables: [
        "appraisal": .insert,
        "approval": .insert,
        "assessment": .insert,
        "benefit_determination": .insert,
        "benefit_inquiry": .insert,
        "consent": .insert,
        "county_designation": [.insert, .update],
        "evidence": .insert,
        "evidence_head": .update,
        "finding": .insert,
        "household": [.insert, .update],
        "household_history": .insert,
        "income_entry": .insert,
        "income_unreviewed": [.insert, .update, .delete],
        "member": .insert,
        "objection": [.insert, .update],
        "personal_fields": [.insert, .update],
        "poverty_line": [],
        "publicity": .insert,
        "refused_deadline": .insert,
        "review_suggestion": [.insert, .update],
        "rule_set": [],
        "status_entry": .insert,
    ])
}
