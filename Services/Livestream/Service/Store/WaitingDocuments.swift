public import Eventing
public import LivestreamDomain
internal import Vocabulary

// How what waits for the rest of an order is written down.

extension OrderReservation: Record {
    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ reservation: Self?) throws(EventFault) {
        self.init(allocations: try fields.field("allocations", reservation?.allocations))
    }
}

extension OrderReservation.Allocation: Record {
    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ allocation: Self?) throws(EventFault) {
        self.init(
            id: try fields.field("id", allocation?.id),
            producerFen: try fields.field("producer_fen", allocation?.producerFen),
            households: try fields.field("households", allocation?.households))
    }
}

extension OrderReservation.Household: Record {
    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ household: Self?) throws(EventFault) {
        self.init(
            token: try fields.field("token", household?.token),
            delivered: try fields.field("delivered", household?.delivered))
    }
}

extension OrderConfirmation: Record {
    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ confirmation: Self?) throws(EventFault) {
        self.init(
            isSaleToBuyer: try fields.field("is_sale_to_buyer", confirmation?.isSaleToBuyer),
            confirmedAt: try fields.field("confirmed_at", confirmation?.confirmedAt),
            paid: try fields.field("paid_fen", confirmation?.paid),
            beneficiaries: Set(try fields.field("beneficiaries", confirmation?.beneficiaries.sorted())))
    }
}

extension Settlement: Record {
    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ settlement: Self?) throws(EventFault) {
        self.init(
            id: try fields.field("id", settlement?.id), lines: try fields.field("lines", settlement?.lines))
    }
}

extension Settlement.Line: Record {
    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ line: Self?) throws(EventFault) {
        self.init(
            line: try fields.field("line", line?.line),
            productID: try fields.field("product_id", line?.productID),
            county: try fields.field("county", line?.county),
            amount: try fields.field("amount_fen", line?.amount),
            producerFen: try fields.field("producer_fen", line?.producerFen),
            beneficiaryEvidenceID: try fields.optional("beneficiary_evidence_id", line?.beneficiaryEvidenceID))
    }
}
