public import Vocabulary

/// An order of a buyer, as an alleviation day counts it.
public struct DaySale: Sendable, Hashable {
    /// The order.
    public let orderID: UUIDv7
    /// When it was confirmed, which decides the day.
    public let confirmedAt: Instant
    /// What the buyer paid, in fen.
    public let paid: Fen
    /// What registered households are owed of it, in fen.
    public let toRegistered: Fen

    /// Makes a sale.
    public init(orderID: UUIDv7, confirmedAt: Instant, paid: Fen, toRegistered: Fen) {
        self.orderID = orderID
        self.confirmedAt = confirmedAt
        self.paid = paid
        self.toRegistered = toRegistered
    }
}

extension AlleviationDay {
    /// Adds sales of the day, each of which ``TrackedOrder`` tells of once. They may become known before the day is
    /// opened here, and after it is closed.
    public mutating func count(_ sales: [DaySale]) throws(AlleviationDayRefusal) -> [AlleviationDayFact] {
        if let stray = sales.first(where: { !period.contains($0.confirmedAt) }) {
            throw .saleOfAnotherDay(orderID: stray.orderID)
        }
        guard !sales.isEmpty else { return [] }
        for sale in sales {
            totals.orders += 1
            totals.sales += sale.paid
            totals.toRegistered += sale.toRegistered
        }
        return [.counted(totals)]
    }
}
