public import Vocabulary

/// The digests that tie an assessment to what it was made from.
public struct AssessmentDigests: Sendable, Hashable {
    /// Of the canonical text of the rule set.
    public let ruleSet: ContentDigest
    /// Of the input, which is kept encrypted.
    public let input: ContentDigest

    /// Makes digests.
    public init(ruleSet: ContentDigest, input: ContentDigest) {
        self.ruleSet = ruleSet
        self.input = input
    }
}

/// Why a household stands where it stands: what a status that is made known rests on.
public struct EvidenceRecord: Sendable, Equatable {
    /// The household.
    public let household: UUIDv7
    /// The move that it is the evidence of.
    public let transition: Transition
    /// Appraisal, publicities and approvals up to then.
    public let caseFile: CaseFile
    /// The assessment that the move rests on, if it rests on one.
    public let assessment: Assessment?
    /// What the assessment was made from.
    public let digests: AssessmentDigests?
    /// The record that held before; nil if it is the household's first.
    public let supersedes: UUIDv7?

    /// Makes a record.
    public init(
        household: UUIDv7, transition: Transition, caseFile: CaseFile, assessment: Assessment?,
        digests: AssessmentDigests?, supersedes: UUIDv7?
    ) {
        self.household = household
        self.transition = transition
        self.caseFile = caseFile
        self.assessment = assessment
        self.digests = digests
        self.supersedes = supersedes
    }

    /// The record's id.
    public var id: UUIDv7 { transition.act.evidence }

    /// Everything in it as text, always the same for the same evidence: what is sealed.
    public var canonicalText: String {
        var text = CanonicalText(kind: "evidence")
        text.add("id", id)
        text.add("household", household)
        text.add("from", transition.from?.rawValue)
        text.add("to", transition.to.rawValue)
        text.add("by", transition.act.by.id)
        text.add("at", transition.act.at)
        text.add("reason", transition.reason)
        text.add("supersedes", supersedes)
        text.add(assessment)
        text.add("assessment.rule-set-digest", digests?.ruleSet)
        text.add("assessment.input-digest", digests?.input)
        text.add(caseFile)
        return text.description
    }
}

extension CanonicalText {
    fileprivate mutating func add(_ assessment: Assessment?) {
        add("assessment", assessment?.id)
        guard let assessment else { return }
        add("assessment.purpose", assessment.purpose.rawValue)
        add("assessment.day", assessment.day)
        add("assessment.window", assessment.window)
        add("assessment.members", assessment.members)
        add("assessment.rule-set", assessment.ruleSetVersion)
        add("assessment.line.jurisdiction", assessment.line.jurisdiction)
        add("assessment.line.year", assessment.line.year)
        add("assessment.line.basis", assessment.line.basis.rawValue)
        add("assessment.line.fen", assessment.line.fenPerPerson)
        add("assessment.line.source", assessment.line.source)
        add("assessment.line.weakly-sourced", assessment.line.isWeaklySourced)
        for finding in assessment.findings {
            add("assessment.finding", finding.rule.code)
            add("assessment.finding.value", finding.value)
            add("assessment.finding.threshold", finding.threshold)
            add("assessment.finding.met", finding.isMet)
        }
        add("assessment.met", assessment.isMet)
    }

    fileprivate mutating func add(_ caseFile: CaseFile) {
        add("appraisal", caseFile.appraisal?.assessment.id)
        if let appraisal = caseFile.appraisal {
            add("appraisal.votes-for", appraisal.votesFor)
            add("appraisal.votes-against", appraisal.votesAgainst)
            add("appraisal.minutes", appraisal.minutes)
            add("appraisal.recorded-by", appraisal.recordedBy.id)
            for appraiser in appraisal.appraisers { add("appraisal.appraiser", appraiser.id) }
        }
        for publicity in caseFile.publicities { add(publicity) }
        for approval in caseFile.approvals {
            add("approval", approval.level.rawValue)
            add("approval.by", approval.by.id)
            add("approval.at", approval.at)
        }
    }

    private mutating func add(_ publicity: Publicity) {
        add("publicity", publicity.stage.rawValue)
        add("publicity.posted", publicity.postedOn)
        add("publicity.last-day", publicity.lastDay)
        for objection in publicity.objections {
            add("objection", objection.id)
            add("objection.by", objection.raisedBy.id)
            add("objection.at", objection.raisedAt)
            add("objection.grounds", objection.grounds)
            add("objection.outcome", objection.decision?.outcome.rawValue)
            add("objection.decided-by", objection.decision?.by.id)
            add("objection.decided-at", objection.decision?.at)
            add("objection.reason", objection.decision?.reason)
        }
    }
}
