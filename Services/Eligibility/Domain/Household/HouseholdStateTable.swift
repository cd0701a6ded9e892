/// What can be asked of a household that exists. Each command is a file of its own, named after it.
public enum HouseholdCommand: String, Sendable, Hashable, CaseIterable {
    /// The village votes for it.
    case appraise
    /// The village finds against it.
    case appraiseAgainst = "appraise-against"
    /// The village posts the first notice.
    case publish
    /// Someone raises an objection against the notice that hangs.
    case object
    /// An objection is found right.
    case uphold
    /// An objection is found wrong.
    case dismiss
    /// The notice has hung its days.
    case closePublicity = "close-publicity"
    /// The township approves and posts the second notice.
    case approveAtTownship = "approve-at-township"
    /// The township or the county sends the case back to the village.
    case returnCase = "return-case"
    /// The township or the county turns it down.
    case reject
    /// The county approves it.
    case approveAtCounty = "approve-at-county"
    /// It is entered in the register.
    case register
    /// The village votes that it may leave.
    case appraiseExit = "appraise-exit"
    /// The township has visited it and confirms the finding.
    case verifyExit = "verify-exit"
    /// The township has visited it and does not confirm the finding.
    case denyExit = "deny-exit"
    /// The household acknowledges the finding.
    case acknowledgeExit = "acknowledge-exit"
    /// The household contests the finding.
    case contestExit = "contest-exit"
    /// The village posts the exit notice.
    case publishExit = "publish-exit"
    /// It may fall into poverty, and is watched from now on.
    case raiseRisk = "raise-risk"
    /// The risk is gone.
    case eliminateRisk = "eliminate-risk"
    /// It has fallen into poverty, and its case opens again.
    case relapse
    /// The county takes it off the register, the evidence being false.
    case revoke
    /// It is merged, split, or no longer there.
    case close
}

extension HouseholdCommand {
    /// The first two columns of the state table: in which states a command has a row.
    ///
    /// Where it leads to stands in the command's own file. `apply`, and `open` for a household that is only watched,
    /// start from nothing.
    public var allowedStates: Set<HouseholdState> {
        switch self {
        case .appraise, .appraiseAgainst: [.applied]
        case .publish: [.appraised]
        case .object, .uphold, .dismiss, .closePublicity: [.firstPublicity, .secondPublicity, .exitPublicity]
        case .approveAtTownship: [.townshipReview]
        case .returnCase, .reject: [.townshipReview, .countyReview]
        case .approveAtCounty: [.countyReview]
        case .register: [.announced]
        case .appraiseExit: [.registered]
        case .verifyExit, .denyExit: [.exitAppraised]
        case .acknowledgeExit, .contestExit: [.verified]
        case .publishExit: [.acknowledged]
        case .raiseRisk: [.ordinary, .rejected, .exited]
        case .eliminateRisk: [.monitored]
        case .relapse: [.exited, .monitored]
        case .revoke: [.registered, .exitAppraised, .verified, .acknowledged, .exitPublicity]
        case .close: Set(HouseholdState.allCases).subtracting([.closed])
        }
    }
}

extension Household {
    /// The guard that every command passes first: the state table has a row, and time does not run backwards.
    func admit(_ command: HouseholdCommand, _ act: Act) throws(HouseholdRefusal) {
        guard command.allowedStates.contains(state) else { throw .notInState(command, state) }
        guard act.at >= changedAt else { throw .backdated(lastChange: changedAt) }
    }
}
