/// What can be asked of an order that exists, and the states that admit it: the state table's first two columns.
///
/// Each command is a file of this folder. Where it leads is told there, and tested for every pair of state and command.
public enum OrderCommand: String, Sendable, CaseIterable {
    /// `stock.reserved`: ``Order/reserve(_:at:identifier:)``.
    case reserve
    /// `stock.refused`: ``Order/refuseStock(isPriceChanged:at:)``.
    case refuseStock = "refuse-stock"
    /// `benefit.determined`: ``Order/determine(_:at:identifier:)``.
    case determine
    /// 2 minutes without an answer: ``Order/listAsUnanswered(at:)``.
    case listAsUnanswered = "list-as-unanswered"
    /// PAYMENT CAPTURED: ``Order/recordCapture(_:at:identifier:)``.
    case recordCapture = "record-capture"
    /// PAYMENT DECLINED: ``Order/recordDecline(of:isFinal:at:)``.
    case recordDecline = "record-decline"
    /// `pay_by` is past: ``Order/endUnpaid(at:)``.
    case endUnpaid = "end-unpaid"
    /// CANCEL by the buyer: ``Order/cancel(at:)``.
    case cancel
    /// `stock.revoked`: ``Order/revoke(_:because:at:)``.
    case revoke
    /// `consignment.withdrawn`: ``Order/recordWithdrawal(of:from:at:)``.
    case recordWithdrawal = "record-withdrawal"
    /// `consignment.refused`: ``Order/recordRefusal(of:from:at:)``.
    case recordRefusal = "record-refusal"
    /// `temperature.excursion`: ``Order/recordExcursion(of:custody:at:settlement:terms:)``.
    case recordExcursion = "record-excursion"
    /// `consignment.collected`: ``Order/recordCollection(of:from:at:)``.
    case recordCollection = "record-collection"
    /// `consignment.delivered`: ``Order/recordDelivery(of:from:at:settlement:terms:)``.
    case recordDelivery = "record-delivery"
    /// `consignment.failed`: ``Order/recordFailure(_:at:settlement:terms:)``.
    case recordFailure = "record-failure"
    /// A claim closed with money back: ``Order/refundClaim(_:reversals:)``.
    case refundClaim = "refund-claim"

    /// The states that have a row for it. In any other it is refused as ``OrderRefusal/notInState(_:_:)``.
    public var admittedIn: Set<OrderState> {
        switch self {
        case .reserve: [.placed, .cancelled]
        case .refuseStock: [.placed]
        case .determine: [.placed, .reserved, .cancelled]
        case .listAsUnanswered: [.placed, .reserved]
        // Money that comes a second time or too late is never kept, whatever has become of the order.
        case .recordCapture: [.payable, .confirmed, .fulfilling, .completed, .cancelled]
        case .recordDecline, .endUnpaid: [.payable]
        case .cancel: [.placed, .reserved, .payable, .confirmed]
        case .revoke: [.reserved, .payable, .confirmed, .fulfilling]
        case .recordWithdrawal, .recordRefusal, .recordExcursion, .recordCollection, .recordFailure:
            [.confirmed, .fulfilling]
        case .recordDelivery: [.fulfilling]
        case .refundClaim: [.fulfilling, .completed]
        }
    }
}

extension Order {
    /// Refuses a command that the state table has no row for.
    func admit(_ command: OrderCommand) throws(OrderRefusal) {
        guard command.admittedIn.contains(state) else { throw .notInState(command, state) }
    }
}
