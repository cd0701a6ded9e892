extension HouseholdRefusal: CustomStringConvertible {
    /// A stable word for the rule that was broken.
    public var code: String { wording.code }

    /// What is wrong, and what to do about it.
    public var description: String { wording.advice }

    /// Both of them side by side, so that no rule has the one without the other.
    private var wording: (code: String, advice: String) {
        switch self {
        case .notInState(let command, let state):
            (
                "not-in-state",
                "A household that is \(state.rawValue) has no step \(command.rawValue): look up where its case stands."
            )
        case .backdated(let lastChange):
            ("backdated", "The household changed last at \(lastChange): give a time that is not before it.")
        case .villageUnknown(let code):
            ("village-unknown", "\(code) is not a village: give its code of 12 digits.")
        case .headsNotOne(let count):
            ("heads-not-one", "The form names \(count) heads of household: name exactly one.")
        case .consentMissing:
            ("consent-missing", "No consent holds today: have a member of the household sign it.")
        case .tooManyCauses(let others):
            (
                "too-many-causes",
                "The form names \(others) causes beside the main one: keep \(PovertyCauses.otherLimit) at most."
            )
        case .causeNamedTwice:
            ("cause-named-twice", "The form names a cause twice: name each once.")
        case .duplicate(let household):
            ("duplicate", "A member is on file already: go on with household \(household).")
        case .assessmentOfAnother(let household):
            ("assessment-of-another", "The assessment is that of household \(household): assess this one.")
        case .assessmentForAnotherPurpose(let purpose):
            ("assessment-for-another-purpose", "The assessment is for \(purpose.rawValue): make one for this step.")
        case .assessmentStale(let window):
            (
                "assessment-stale",
                "The assessment looks at \(window) and is not of today's months: assess the household again."
            )
        case .assessmentUnderOtherRules(let version):
            (
                "assessment-under-other-rules",
                "The assessment was made under rule set \(version): assess the household under today's."
            )
        case .rulesNotInForce(let version):
            ("rules-not-in-force", "Rule set \(version) is not in force on the day: use the one that is.")
        case .assessmentSaysNo(let purpose):
            ("assessment-says-no", "The assessment for \(purpose.rawValue) is not met: read its findings.")
        case .appraisersMissing:
            ("appraisers-missing", "Nobody is named as an appraiser: name those who took part.")
        case .votesTooFew(let needed):
            ("votes-too-few", "Too few have voted: at least \(needed) votes are needed.")
        case .votesNotCarried:
            ("votes-not-carried", "The vote was not carried: record an appraisal against it, or vote again.")
        case .reasonMissing:
            ("reason-missing", "No reason is given: give one.")
        case .outsidePublicity(let from, let until):
            (
                "outside-publicity",
                "Objections are taken from \(from) until \(until): "
                    + "raise it then, or with the office that reviews the case."
            )
        case .publicityRunning(let until):
            ("publicity-running", "The notice hangs until \(until): wait for its end.")
        case .objectionOpen:
            ("objection-open", "An objection is open: decide it first.")
        case .objectionUnknown(let id):
            ("objection-unknown", "No open objection is called \(id): look up those of the notice that hangs.")
        case .objectionIdTaken(let id):
            ("objection-id-taken", "An objection is called \(id) already: give this one an id of its own.")
        case .deciderTookPart(let actor):
            (
                "decider-took-part",
                "\(actor.id) appraised the household or raised the objection: let someone else decide it."
            )
        case .approverTookPart(let actor):
            ("approver-took-part", "\(actor.id) appraised or approved this case before: let someone else approve it.")
        case .announcementMisdated(let day):
            (
                "announcement-misdated",
                "The announcement is dated \(day): give the day between approval and registration on which it was made."
            )
        case .evidenceOfAnotherCase(let record):
            (
                "evidence-of-another-case",
                "Evidence \(record) was not sealed for this registration: seal the case as it stands."
            )
        case .measuresOpen:
            (
                "measures-open",
                "Measures against the risk are missing or not completed: "
                    + "complete at least one, and all that were begun."
            )
        case .riskRemains(let checksNeeded):
            (
                "risk-remains",
                "The risk is not shown to be gone: "
                    + "check the household on \(checksNeeded) different days, the last ones without risk."
            )
        case .notHeard:
            ("not-heard", "The household was not heard: hear it, and give the day and the digest of the minutes.")
        case .successorsUnsound:
            ("successors-unsound", "A merger names one other household, a split two or more: name them, each once.")
        }
    }
}
