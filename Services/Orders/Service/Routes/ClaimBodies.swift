public import Eventing
public import OrdersDomain
internal import Runtime
internal import Vocabulary

extension Claim.Kind: CodeFieldValue {}
extension Claim.Cause: CodeFieldValue {}
extension ClaimDecision.Outcome: CodeFieldValue {}
extension LiableParty: CodeFieldValue {}

/// `POST /orders/{id}/claims`
struct OpenClaimBody: Record {
    struct Item: Record {
        var allocationID: UUIDv7
        var quantity: Quantity

        init(_ fields: inout some FieldCoder, _ item: Item?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            quantity = try fields.field("quantity", item?.quantity)
        }
    }

    var kind: Claim.Kind
    var cause: Claim.Cause
    var items: [Item]
    var evidence: [String]

    init(_ fields: inout some FieldCoder, _ body: OpenClaimBody?) throws(EventFault) {
        kind = try fields.field("kind", body?.kind)
        cause = try fields.field("cause", body?.cause)
        items = try fields.field("items", body?.items)
        evidence =
            try fields.optional(
                "evidence", body?.evidence, like: ["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"])
            ?? []
    }

    func request() throws(Problem) -> ClaimRequest {
        ClaimRequest(
            kind: kind, cause: cause, side: .buyer,
            items: items.map { AllocatedQuantity(allocation: $0.allocationID, quantity: $0.quantity) },
            evidence: try evidence.map { (text) throws(Problem) in try ContentDigest(said: text, field: "evidence") })
    }
}

/// `POST /claims/{id}/decision`
struct DecideClaimBody: Record {
    var outcome: ClaimDecision.Outcome
    var refundFen: Fen
    var liable: LiableParty
    var replacement: UUIDv7?

    init(_ fields: inout some FieldCoder, _ body: DecideClaimBody?) throws(EventFault) {
        outcome = try fields.field("outcome", body?.outcome)
        refundFen = try fields.field("refund_fen", body?.refundFen)
        liable = try fields.field("liable", body?.liable)
        replacement = try fields.optional("replacement_order", body?.replacement)
    }

    var decision: ClaimDecision {
        ClaimDecision(outcome: outcome, refund: refundFen, liable: liable, replacement: replacement)
    }
}
