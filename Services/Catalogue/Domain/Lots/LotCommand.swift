internal import Vocabulary

/// What may be asked of a lot that exists, and in which states: the first two columns of the lot's table in
/// `states.md`.
public enum LotCommand: String, Sendable, Hashable, CaseIterable {
    /// INSPECT what was just received.
    case inspect
    /// LIST.
    case list
    /// QUARANTINE, or an excursion in store.
    case quarantine
    /// INSPECT what is in quarantine.
    case inspectAgain = "inspect-again"
    /// Goods brought back by a claim, weighed in at a station.
    case bringBack = "bring-back"
    /// TRANSFORM into other lots.
    case transform
    /// RETURN to the producer.
    case returnToProducer = "return-to-producer"
    /// The end of `expires_on`.
    case expire
    /// Nothing is left that could be sold, and all that was sold has been shipped.
    case closeExhausted = "close-exhausted"
    /// RECALL.
    case recall

    /// The states that have a row for it.
    public var states: Set<LotState> {
        switch self {
        case .inspect: [.received]
        case .list: [.passed]
        case .quarantine: [.listed]
        // Some of a passed, listed or expired lot may be in quarantine; the command asks for that as well.
        case .inspectAgain: [.passed, .listed, .quarantined, .closed]
        case .bringBack: Set(LotState.allCases)
        case .transform, .returnToProducer, .expire: [.received, .passed, .listed]
        case .closeExhausted: [.listed]
        case .recall: Set(LotState.allCases).subtracting([.recalled])
        }
    }
}

extension Lot {
    /// Refuses what has no row in the state table.
    func admit(_ command: LotCommand) throws(LotRefusal) {
        guard command.states.contains(state) else { throw .notInState(state, command) }
    }

    /// Moves goods between the parts of its stock, and says so.
    mutating func move(
        _ amount: Int64, by movement: LotMovement, for offerID: UUIDv7? = nil,
    ) throws(LotRefusal) -> StockMovement {
        do throws(LotStockRefusal) {
            try stock.move(amount, by: movement)
        } catch {
            throw .stock(error)
        }
        return StockMovement(of: id, for: offerID, by: movement, amount)
    }
}
