internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// Cases on their way from the server.
struct RequestedCases {
    let appraisals: PostgresReply
    let publicities: PostgresReply
    let objections: PostgresReply
    let approvals: PostgresReply

    /// Waits for all of it, and loads the assessments that it rests on.
    /// - Parameter risks: the assessments that households are watched for.
    func gathered(with risks: [UUIDv7], from store: AssessmentStore) async throws -> GatheredCases {
        var gathered = GatheredCases()
        let votes = try await appraisals.rows.decode(
            UUIDv7.self, UUIDv7.self, Int32.self, Int32.self, ContentDigest.self, [Actor].self, Actor.self)
        try await addPublicities(to: &gathered)
        gathered.assessments = try await store.load(votes.map(\.1) + risks)
        for row in votes {
            guard let recorded = gathered.assessments[row.1] else {
                throw StoreFault("assessment \(row.1) is not on record")
            }
            gathered.appraisals[row.0] = Appraisal(
                assessment: recorded.assessment, votesFor: Int(row.2), votesAgainst: Int(row.3), minutes: row.4,
                appraisers: row.5, recordedBy: row.6)
        }
        return gathered
    }

    private func addPublicities(to gathered: inout GatheredCases) async throws {
        for row in try await objections.rows.decode(
            UUIDv7.self, Int32.self, UUIDv7.self, Actor.self, Instant.self, String.self, Objection.Outcome?.self,
            Actor?.self, Instant?.self, String?.self)
        {
            gathered.objections[GatheredCases.Place(household: row.0, publicity: row.1), default: []].append(
                Objection(
                    id: row.2, raisedBy: row.3, raisedAt: row.4, grounds: row.5,
                    decision: Objection.Decision(row.6, by: row.7, at: row.8, reason: row.9)))
        }
        for row in try await publicities.rows.decode(
            UUIDv7.self, Int32.self, PublicityStage.self, Day.self, Day.self)
        {
            let place = GatheredCases.Place(household: row.0, publicity: row.1)
            gathered.publicities[row.0, default: []].append(
                Publicity(
                    stage: row.2, postedOn: row.3, lastDay: row.4, objections: gathered.objections[place] ?? []))
        }
        for row in try await approvals.rows.decode(UUIDv7.self, Approval.Level.self, Actor.self, Instant.self) {
            gathered.approvals[row.0, default: []].append(Approval(level: row.1, by: row.2, at: row.3))
        }
    }
}

/// What the cases of a set of households have gathered.
struct GatheredCases {
    struct Place: Hashable {
        let household: UUIDv7
        let publicity: Int32
    }

    var assessments: [UUIDv7: RecordedAssessment] = [:]
    var appraisals: [UUIDv7: Appraisal] = [:]
    var publicities: [UUIDv7: [Publicity]] = [:]
    var objections: [Place: [Objection]] = [:]
    var approvals: [UUIDv7: [Approval]] = [:]

    func caseFile(of household: UUIDv7) -> CaseFile {
        CaseFile(
            appraisal: appraisals[household], publicities: publicities[household] ?? [],
            approvals: approvals[household] ?? [])
    }

    func risk(_ kind: Risk.Kind?, raisedAt instant: Instant?, assessment id: UUIDv7?) -> Risk? {
        guard let kind, let instant, let id, let found = assessments[id]?.assessment else { return nil }
        return Risk(kind: kind, raisedAt: instant, assessment: found)
    }
}

extension Objection.Decision {
    /// A decision of columns that are all there or all absent.
    fileprivate init?(_ outcome: Objection.Outcome?, by actor: Actor?, at instant: Instant?, reason: String?) {
        guard let outcome, let actor, let instant, let reason else { return nil }
        self.init(outcome: outcome, by: actor, at: instant, reason: reason)
    }
}
