public import Eventing
internal import OrdersDomain
public import Vocabulary

/// What a batch pays, as people see it.
public struct PayoutBatch: Record {
    /// The batch.
    public var batchID: UUIDv7
    /// How many payees.
    public var payouts: Int64
    /// How much, in fen.
    public var amountFen: Fen

    init(_ batch: UUIDv7, _ payouts: [Payout]) {
        batchID = batch
        self.payouts = Int64(payouts.count)
        amountFen = payouts.reduce(0) { $0 + $1.amount }
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ batch: PayoutBatch?) throws(EventFault) {
        batchID = try fields.field("batch_id", batch?.batchID)
        payouts = try fields.field("payouts", batch?.payouts)
        amountFen = try fields.field("amount_fen", batch?.amountFen)
    }
}
