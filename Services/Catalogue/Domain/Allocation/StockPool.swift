internal import Vocabulary

/// Goods that any of some orders may have, lot behind lot in the order of their turn.
///
/// Taking moves a head that never goes back, so that filling many lines costs as many steps as there are lines and
/// lots.
struct StockPool {
    /// What one lot gives to a line.
    struct Portion {
        /// Where the lot stands in the snapshot's order.
        let lot: Int
        let amount: Int64
        /// Whether no other lot had anything left to give.
        let wasOnlyLot: Bool
    }

    private var contents: [(lot: Int, amount: Int64)] = []
    private var head = 0
    /// What is left of all its lots.
    private(set) var remaining: Int64 = 0

    /// Puts a lot behind those that are there.
    mutating func append(lot: Int, amount: Int64) {
        guard amount > 0 else { return }
        contents.append((lot, amount))
        remaining += amount
    }

    /// Takes an amount from the lots whose turn it is.
    mutating func take(_ amount: Int64) -> [Portion] {
        precondition(amount <= remaining, "more was taken from a pool than it was found to have")
        remaining -= amount
        var rest = amount
        var portions: [Portion] = []
        while rest > 0 {
            let taken = min(rest, contents[head].amount)
            let isLast = head == contents.count - 1
            portions.append(Portion(lot: contents[head].lot, amount: taken, wasOnlyLot: isLast))
            contents[head].amount -= taken
            rest -= taken
            if contents[head].amount == 0 { head += 1 }
        }
        return portions
    }
}

/// All the pools of a snapshot.
struct StockPools {
    /// Who may take from a pool.
    enum Key: Hashable {
        /// Anyone who buys the product.
        case product(UUIDv7)
        /// The buyers of an offer.
        case slot(UUIDv7)
        /// Those who ordered before the harvest.
        case productionOrder(UUIDv7)
    }

    /// The lots that may be sold, in the order of their turn.
    let lots: [LotOnSale]
    private var pools: [Key: StockPool] = [:]

    init(_ snapshot: StockSnapshot, at now: Instant) {
        lots = snapshot.lots
            .filter { $0.lot.state == .listed && !$0.lot.isExpired(at: now) }
            .map { (LotPrecedence($0.inLine), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        var turns: [UUIDv7: Int] = [:]
        for (turn, candidate) in lots.enumerated() {
            turns[candidate.lot.id] = turn
            let lot = candidate.lot
            let key = lot.origin.productionOrderID.map(Key.productionOrder) ?? .product(lot.productID)
            pools[key, default: StockPool()].append(lot: turn, amount: lot.stock[.available])
        }
        for slot in snapshot.slots {
            let shares = slot.shares.compactMap { share in turns[share.lotID].map { (turn: $0, amount: share.amount) } }
            for share in shares.sorted(by: { $0.turn < $1.turn }) {
                pools[.slot(slot.offerID), default: StockPool()].append(lot: share.turn, amount: share.amount)
            }
        }
    }

    /// What is left in a pool.
    func remaining(in key: Key) -> Int64 { pools[key]?.remaining ?? 0 }

    /// Takes an amount from a pool that is known to have it.
    mutating func take(_ amount: Int64, from key: Key) -> [StockPool.Portion] {
        pools[key]?.take(amount) ?? []
    }
}
