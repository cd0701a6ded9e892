internal import Vocabulary

extension Lot {
    /// Follows what orders and slots moved of its goods. Movements of other lots are passed over.
    public mutating func follow(_ movements: some Sequence<StockMovement>) throws(LotRefusal) {
        var lot = self
        for moved in movements where moved.lotID == id {
            _ = try lot.move(moved.amount, by: moved.movement)
        }
        self = lot
    }

    /// Whether nothing of it is left to sell or to inspect, so that it is closed once all that was sold is collected.
    public var isSoldOut: Bool {
        state == .listed && stock.amount(in: .available, .setAside, .reserved, .quarantined) == 0
    }
}
