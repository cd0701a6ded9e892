public import Vocabulary

/// What a case has gathered on its way: the appraisal, each publicity, each approval. A case that is returned starts
/// anew.
public struct CaseFile: Sendable, Equatable {
    /// How the village appraised it.
    public var appraisal: Appraisal?
    /// The publicities, the one that hangs now last.
    public var publicities: [Publicity]
    /// Who approved it above the village.
    public var approvals: [Approval]

    /// Makes a case file, empty unless told otherwise.
    public init(appraisal: Appraisal? = nil, publicities: [Publicity] = [], approvals: [Approval] = []) {
        self.appraisal = appraisal
        self.publicities = publicities
        self.approvals = approvals
    }

    /// Whether someone took part in the appraisal.
    public func isAppraiser(_ actor: Actor) -> Bool {
        appraisal.map { $0.recordedBy == actor || $0.appraisers.contains(actor) } ?? false
    }

    /// Whether someone approved the case at a level.
    public func hasApproved(_ actor: Actor, at level: Approval.Level) -> Bool {
        approvals.contains { $0.level == level && $0.by == actor }
    }
}

/// How a village appraised a household.
public struct Appraisal: Sendable, Equatable {
    /// The assessment that it was put to the vote with.
    public let assessment: Assessment
    /// How many voted for it.
    public let votesFor: Int
    /// How many voted against it.
    public let votesAgainst: Int
    /// The digest of the minutes.
    public let minutes: ContentDigest
    /// Those who appraised.
    public let appraisers: [Actor]
    /// Who put it on record.
    public let recordedBy: Actor

    /// Makes an appraisal.
    public init(
        assessment: Assessment, votesFor: Int, votesAgainst: Int, minutes: ContentDigest, appraisers: [Actor],
        recordedBy: Actor
    ) {
        self.assessment = assessment
        self.votesFor = votesFor
        self.votesAgainst = votesAgainst
        self.minutes = minutes
        self.appraisers = appraisers
        self.recordedBy = recordedBy
    }
}

/// An approval or a confirmation above the village.
public struct Approval: Sendable, Hashable {
    /// Which office gave it.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case township
        case county
    }

    /// Which office gave it.
    public let level: Level
    /// Who gave it.
    public let by: Actor
    /// When.
    public let at: Instant

    /// Makes an approval.
    public init(level: Level, by: Actor, at: Instant) {
        self.level = level
        self.by = by
        self.at = at
    }
}
