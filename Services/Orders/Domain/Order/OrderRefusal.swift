public import Vocabulary

/// Why an order was not placed, or does not do what it was asked.
public enum OrderRefusal: Error, Hashable {
    /// There is nothing in it, or too much.
    case lineCount(Int)
    /// Two lines bear the same number, or one is below 1.
    case lineNumber(Int32)
    /// The listing of a line is not known.
    case unknownListing(line: Int32)
    /// A quantity is not above zero, or beyond what one line may ask for.
    case quantityOutOfRange(line: Int32)
    /// A price is not above zero, or beyond what anything costs.
    case priceOutOfRange(line: Int32)
    /// The product is sold by weight and was asked for by the piece, or the other way.
    case wrongUnit(line: Int32)
    /// There is no place that the goods could go to.
    case destinationMissing
    /// The pick-up station is not known.
    case unknownStation(UUIDv7)
    /// The partner's reference is empty or too long.
    case partnerReference

    /// The state table has no row for it.
    case notInState(OrderCommand, OrderState)
    /// The clock has not run out yet.
    case tooEarly(due: Instant)
    /// The operator knows already.
    case alreadyListed
    /// The reservation is not of this order's lines, or does not add up.
    case reservationDiffers(line: Int32)
    /// No such part belongs to the order, or not to that consignment.
    case unknownAllocation(UUIDv7)
    /// No such consignment belongs to the order.
    case unknownConsignment(UUIDv7)
    /// A quantity is below zero, above what the part holds, or in the wrong unit.
    case quantityDiffers(allocation: UUIDv7)
    /// Everything that could be held back is collected, has ended, or was asked for already.
    case nothingToWithdraw
    /// More would go back than was paid and not yet given back.
    case refundAbovePaid(refundable: Fen)
}

extension OrderRefusal: CustomStringConvertible {
    /// What the refusal is known by to programs. It never changes.
    public var code: String {
        switch self {
        case .lineCount: "line-count"
        case .lineNumber: "line-number"
        case .unknownListing: "unknown-listing"
        case .quantityOutOfRange: "quantity-out-of-range"
        case .priceOutOfRange: "price-out-of-range"
        case .wrongUnit: "wrong-unit"
        case .destinationMissing: "destination-missing"
        case .unknownStation: "unknown-station"
        case .partnerReference: "partner-reference"
        case .notInState: "not-in-state"
        case .tooEarly: "too-early"
        case .alreadyListed: "already-listed"
        case .reservationDiffers: "reservation-differs"
        case .unknownAllocation: "unknown-allocation"
        case .unknownConsignment: "unknown-consignment"
        case .quantityDiffers: "quantity-differs"
        case .nothingToWithdraw: "nothing-to-withdraw"
        case .refundAbovePaid: "refund-above-paid"
        }
    }

    /// A sentence for a person: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .lineCount(let count):
            "An order has 1 to \(Order.mostLines) lines and this one has \(count). Split it, or add a line."
        case .lineNumber(let line): "Line number \(line) is below 1 or used twice. Number the lines from 1."
        case .unknownListing(let line): "The listing of line \(line) is not known. Look the product up again."
        case .quantityOutOfRange(let line):
            "The quantity of line \(line) must be from 1 to \(Order.mostOfOneLine). Ask for another."
        case .priceOutOfRange(let line):
            "The expected price of line \(line) must be from 1 to \(Order.highestPrice) fen. Send the one shown."
        case .wrongUnit(let line): "The product of line \(line) is sold in another unit. Ask for it in that one."
        case .destinationMissing: "The order names no place to deliver to. Register an address or choose a station."
        case .unknownStation(let station): "Station \(station) is not known here. Choose another one."
        case .partnerReference:
            "A partner's reference has 1 to \(Order.longestReference) bytes. Send the order's number there."
        case .notInState(let command, let state):
            "An order that is \(state.rawValue) cannot \(command.rawValue). Look at its state and history first."
        case .tooEarly(let due): "The deadline is \(due). Ask again after it."
        case .alreadyListed: "The operator was told already. Wait for the answer, or follow it up there."
        case .reservationDiffers(let line):
            "The reservation does not match line \(line) of the order. Compare it with what catalogue published."
        case .unknownAllocation(let id): "Allocation \(id) is not part of this. Check which order it belongs to."
        case .unknownConsignment(let id): "Consignment \(id) is not of this order. Check which order it belongs to."
        case .quantityDiffers(let id):
            "The quantity for allocation \(id) cannot be of it. Compare it with what was reserved."
        case .nothingToWithdraw:
            "Nothing can be held back any more. Refuse the goods at the door, or open a claim once they are delivered."
        case .refundAbovePaid(let refundable): "At most \(refundable) fen can still be refunded. Lower the refund."
        }
    }
}
