public import Vocabulary

/// A flash sale within an episode: an allotment of one listing, at a price of its own, in a window of time.
///
/// The allotment lives in catalogue, which alone decides who gets of it; a slot follows what catalogue tells and shows it.
public struct OfferSlot: Sendable, Equatable {
    /// Its identifier.
    public let id: UUIDv7
    /// The episode that it is part of.
    public let episodeID: UUIDv7
    /// What is on sale.
    public let listingID: UUIDv7
    /// The product listed.
    public let productID: UUIDv7
    /// What it costs in the window.
    public let price: Price
    /// How much of it is to be sold.
    public let allotment: Quantity
    /// The most that one buyer may take; nil if there is no such limit.
    public let perBuyer: Quantity?
    /// When it is on sale.
    public let window: Period
    /// Where it stands.
    public internal(set) var state: OfferSlotState
    /// How much of it is left, as catalogue tells.
    public internal(set) var stock: SlotStock
    /// How much of what is set aside comes from registered households, in thousandths, as catalogue tells.
    public internal(set) var registeredPermille: Int32

    /// A slot as stored.
    public init(
        id: UUIDv7,
        episodeID: UUIDv7,
        listingID: UUIDv7,
        productID: UUIDv7,
        price: Price,
        allotment: Quantity,
        perBuyer: Quantity?,
        window: Period,
        state: OfferSlotState,
        stock: SlotStock,
        registeredPermille: Int32
    ) {
        self.id = id
        self.episodeID = episodeID
        self.listingID = listingID
        self.productID = productID
        self.price = price
        self.allotment = allotment
        self.perBuyer = perBuyer
        self.window = window
        self.state = state
        self.stock = stock
        self.registeredPermille = registeredPermille
    }

    /// What a viewer is shown of it.
    public var availability: Availability {
        guard state == .open else { return .notOnSale }
        if stock.left > 0 { return .left(Quantity(stock.left, allotment.unit)) }
        return stock.held > 0 ? .allHeld : .soldOut
    }

    /// What a viewer is shown of a slot.
    public enum Availability: Sendable, Hashable {
        /// It is not open.
        case notOnSale
        /// So much may still be bought.
        case left(Quantity)
        /// All is held by orders that are not paid yet; some may come back.
        case allHeld
        /// All is sold.
        case soldOut
    }

    /// The clocks that its state asks for.
    public var deadlines: [Deadline<OfferSlotCommand>] {
        let closing = Deadline(OfferSlotCommand.closeAtWindowEnd, due: window.end)
        return switch state {
        case .ready: [Deadline(.open, due: window.start), closing]
        case .open, .soldOut: [closing]
        case .asked, .closed, .refused: []
        }
    }

    func require(_ allowed: Set<OfferSlotState>, for command: OfferSlotCommand) throws(OfferSlotRefusal) {
        guard allowed.contains(state) else { throw .notInState(command, state) }
    }
}
