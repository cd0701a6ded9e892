public import Eventing
internal import OrdersDomain
public import Vocabulary

/// What who opened a claim is told.
public struct ClaimReceipt: Record {
    /// The claim.
    public var claimID: UUIDv7

    init(_ claim: UUIDv7) {
        claimID = claim
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ receipt: ClaimReceipt?) throws(EventFault) {
        claimID = try fields.field("claim_id", receipt?.claimID)
    }
}

/// What who decided a claim is told.
public struct ClaimOutcome: Record {
    /// The claim.
    public var claimID: UUIDv7
    /// Where it stands.
    public var state: String

    init(_ claim: Claim) {
        claimID = claim.id
        state = claim.state.rawValue
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ outcome: ClaimOutcome?) throws(EventFault) {
        claimID = try fields.field("claim_id", outcome?.claimID)
        state = try fields.field("state", outcome?.state)
    }
}
