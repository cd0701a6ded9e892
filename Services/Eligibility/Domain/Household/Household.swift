public import Vocabulary

/// A household and its case: what the register knows of it, and how far it has come.
///
/// The commands that change it lie beside this folder: `Entry`, `Exit`, `Monitoring`, `End`. Each checks its guards
/// first, so that a refusal leaves the household as it was.
public struct Household: Sendable, Equatable {
    /// The file's id, known only in this service.
    public let id: UUIDv7
    /// What the household is called everywhere else.
    public let token: Token
    /// The village that it lives in, 12 digits.
    public let village: DivisionCode
    /// What was enrolled of it.
    public internal(set) var form: HouseholdForm
    /// Where it stands.
    public internal(set) var state: HouseholdState
    /// Appraisal, publicity and approvals of the case now open, or last closed.
    public internal(set) var caseFile: CaseFile
    /// The risk that it is watched for; it outlasts a relapse, since help for the monitored goes on.
    public internal(set) var risk: Risk?
    /// Whether the case now open is a relapse into poverty.
    public internal(set) var isRelapse: Bool
    /// The day of its last registration; nil if it never was registered.
    public internal(set) var registeredOn: Day?
    /// What was last made known of it outside; nil if nothing ever was.
    public internal(set) var lastKnown: StatusEntry?
    /// When it last changed.
    public internal(set) var changedAt: Instant

    /// Restores a household as stored.
    public init(
        id: UUIDv7, token: Token, village: DivisionCode, form: HouseholdForm, state: HouseholdState,
        caseFile: CaseFile, risk: Risk?, isRelapse: Bool, registeredOn: Day?, lastKnown: StatusEntry?,
        changedAt: Instant
    ) {
        self.id = id
        self.token = token
        self.village = village
        self.form = form
        self.state = state
        self.caseFile = caseFile
        self.risk = risk
        self.isRelapse = isRelapse
        self.registeredOn = registeredOn
        self.lastKnown = lastKnown
        self.changedAt = changedAt
    }

    /// The county that it lives in, 6 digits.
    public var county: DivisionCode { village.county }

    /// Whether it was ever registered.
    public var wasRegistered: Bool { registeredOn != nil }
}
