internal import Eventing
internal import OrdersDomain
internal import Vocabulary

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

    var kind: String
    var cause: String
    var items: [Item]
    var evidence: [String]

    init(_ fields: inout some FieldCoder, _ body: OpenClaimBody?) throws(EventFault) {
        kind = try fields.field("kind", body?.kind)
        cause = try fields.field("cause", body?.cause)
        items = try fields.field("items", body?.items)
        evidence = try fields.optional("evidence", body?.evidence) ?? []
    }

    func request() throws(EventFault) -> ClaimRequest {
        ClaimRequest(
            kind: try .init(code: kind, in: "kind"), cause: try .init(code: cause, in: "cause"), side: .buyer,
            items: items.map { AllocatedQuantity(allocation: $0.allocationID, quantity: $0.quantity) },
            evidence: evidence)
    }
}

/// `POST /claims/{id}/decision`
struct DecideClaimBody: Record {
    var outcome: String
    var refundFen: Fen
    var liable: String
    var replacement: UUIDv7?

    init(_ fields: inout some FieldCoder, _ body: DecideClaimBody?) throws(EventFault) {
        outcome = try fields.field("outcome", body?.outcome)
        refundFen = try fields.field("refund_fen", body?.refundFen)
        liable = try fields.field("liable", body?.liable)
        replacement = try fields.optional("replacement_order", body?.replacement)
    }

    func decision() throws(EventFault) -> ClaimDecision {
        ClaimDecision(
            outcome: try .init(code: outcome, in: "outcome"), refund: refundFen,
            liable: try .init(code: liable, in: "liable"), replacement: replacement)
    }
}
