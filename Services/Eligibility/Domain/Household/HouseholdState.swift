/// Where a household stands on its way into the register, through it and out of it.
///
/// The raw value is what is stored and what is said of it outside.
public enum HouseholdState: String, Sendable, Hashable, CaseIterable {
    /// On file, and neither registered nor applying.
    case ordinary
    /// It has asked to be registered; its village has yet to appraise it.
    case applied
    /// Its application was turned down.
    case rejected
    /// Its village has voted for it.
    case appraised
    /// Its name hangs in the village for objections.
    case firstPublicity = "first-publicity"
    /// The township examines it.
    case townshipReview = "township-review"
    /// Its name hangs in the township for objections.
    case secondPublicity = "second-publicity"
    /// The county examines it.
    case countyReview = "county-review"
    /// The county has approved it and announces it.
    case announced
    /// It is entitled to help.
    case registered
    /// Its village finds that it may leave the register.
    case exitAppraised = "exit-appraised"
    /// The township has visited it and confirms the finding.
    case verified
    /// The household itself acknowledges the finding.
    case acknowledged
    /// Its exit hangs in the village for objections.
    case exitPublicity = "exit-publicity"
    /// It has left the register.
    case exited
    /// It is watched and helped because it may fall into poverty.
    case monitored
    /// It was taken off the register because the evidence was false.
    case revoked
    /// Its file is closed: merged, split, or no household is left.
    case closed

    /// Whether its goods count as those of a registered household: from registration until it has exited.
    public var isBeneficiary: Bool {
        switch self {
        case .registered, .exitAppraised, .verified, .acknowledged, .exitPublicity: true
        default: false
        }
    }

    /// Whether a second application of the same people would be a duplicate of this one.
    public var isLiving: Bool {
        switch self {
        case .rejected, .revoked, .closed: false
        default: true
        }
    }

    /// Which publicity hangs while the household stands here; nil for none.
    public var publicityStage: PublicityStage? {
        switch self {
        case .firstPublicity: .first
        case .secondPublicity: .second
        case .exitPublicity: .exit
        default: nil
        }
    }
}
