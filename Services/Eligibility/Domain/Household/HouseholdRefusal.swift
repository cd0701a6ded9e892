public import Vocabulary

/// Why a command was refused. The household is as it was.
public enum HouseholdRefusal: Error, Equatable {
    /// The state table has no row for it.
    case notInState(HouseholdCommand, HouseholdState)
    /// The act is dated before the household's last change.
    case backdated(lastChange: Instant)
    /// The place is not a village of 12 digits.
    case villageUnknown(DivisionCode)
    /// The form names no head of household, or several.
    case headsNotOne(count: Int)
    /// No member has signed, or the signature does not hold on the day.
    case consentMissing
    /// The form names more than two other causes.
    case tooManyCauses(others: Int)
    /// The form names one cause twice.
    case causeNamedTwice
    /// One of the members is in a living file already.
    case duplicate(of: UUIDv7)
    /// The assessment is another household's.
    case assessmentOfAnother(UUIDv7)
    /// The assessment answers another question.
    case assessmentForAnotherPurpose(Assessment.Purpose)
    /// The assessment is dated after the act, or a month has ended since.
    case assessmentStale(IncomeWindow)
    /// The assessment was made under a rule set that is not the day's.
    case assessmentUnderOtherRules(version: String)
    /// The rule set is not in force on the day.
    case rulesNotInForce(version: String)
    /// The assessment does not say what the command needs.
    case assessmentSaysNo(Assessment.Purpose)
    /// Nobody is named as an appraiser.
    case appraisersMissing
    /// Too few have voted.
    case votesTooFew(needed: Int)
    /// Too many have voted against it.
    case votesNotCarried
    /// A reason is needed.
    case reasonMissing
    /// Objections may be raised between these instants only.
    case outsidePublicity(from: Instant, until: Instant)
    /// The publicity runs until then.
    case publicityRunning(until: Instant)
    /// An objection awaits its decision.
    case objectionOpen
    /// No open objection has this id.
    case objectionUnknown(UUIDv7)
    /// The id is another objection's.
    case objectionIdTaken(UUIDv7)
    /// Who decides must not be who appraised or objected.
    case deciderTookPart(Actor)
    /// Who approves must not be who appraised or approved before.
    case approverTookPart(Actor)
    /// The announcement is dated after the day of registration, or before the case was approved.
    case announcementMisdated(Day)
    /// The sealed evidence is not that of this case.
    case evidenceOfAnotherCase(UUIDv7)
    /// No measure was taken against the risk, or one is not completed.
    case measuresOpen
    /// Too few checks since the risk was raised, or one of the last found it still there.
    case riskRemains(checksNeeded: Int)
    /// The household is to be heard before it is revoked.
    case notHeard
    /// A merger names one successor, a split two or more; none is the household itself, none named twice.
    case successorsUnsound
}
