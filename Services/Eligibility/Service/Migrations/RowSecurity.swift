internal import Postgres
internal import Runtime

extension EligibilityService {
    /// That nobody reaches households of another county than theirs, whatever statement is sent in their name.
    static let rowSecurity = Migration(
        number: 7, name: "row security by county",
        sql: """
            -- Whether the transaction may see every county, or this one. Where nothing is set, it sees none.
            CREATE FUNCTION reaches_every_county() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
            RETURN current_setting('\(RowReach.setting)', true) = '\(RowReach.everywhere)';
            CREATE FUNCTION reaches(county text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
            RETURN current_setting('\(RowReach.setting)', true) IN ('\(RowReach.everywhere)', county);

            \(secured("household", by: "reaches(county)"))
            \(secured("benefit_determination", by: "reaches(county)"))
            \(ofHousehold.map { secured($0, by: hangs(on: "household.id = \($0).household")) }.joined(separator: "\n"))
            \(secured("status_entry", by: hangs(on: "household.token = status_entry.token")))
            -- What hangs on what hangs on a household: who may see that may see this.
            \(secured("personal_fields", by: hangs(on: "member.id = personal_fields.member", of: "member")))
            \(secured("finding", by: hangs(on: "assessment.id = finding.assessment", of: "assessment")))
            """)

    /// The tables with a row's household in their column `household`.
    private static let ofHousehold = [
        "appraisal", "approval", "assessment", "consent", "evidence", "household_history", "income_entry",
        "income_unreviewed", "member", "objection", "publicity", "refused_deadline", "review_suggestion",
    ]

    /// A policy's condition: the first part is settled once for a statement that is about every county.
    private static func hangs(on condition: String, of table: String = "household") -> String {
        "reaches_every_county() OR EXISTS (SELECT FROM \(table) WHERE \(condition))"
    }

    /// Forced, so that it holds for the role that owns the table too.
    private static func secured(_ table: String, by condition: String) -> String {
        """
        ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY by_county ON \(table) USING (\(condition));
        """
    }
}
