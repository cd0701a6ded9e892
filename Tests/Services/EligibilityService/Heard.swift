import CatalogueEvents
import Eventing
import OrdersEvents
import Vocabulary

// What the other services tell, as far as these tests care.

extension StockReserved {
    /// An order whose goods are from these producers, and from the members of a cooperative.
    static func sample(
        order: UUIDv7 = .make(), from tokens: [Token?], members: [Token] = [], at instant: Instant
    ) throws -> StockReserved {
        var allocation = try StockReserved.Allocation.example()
        allocation.members = nil
        allocation.token = nil
        var line = try StockReserved.Line.example()
        line.allocations = tokens.map { token in
            var allocation = allocation
            allocation.token = token
            return allocation
        }
        if !members.isEmpty {
            var lot = allocation
            lot.members = try members.map { PublicMember(token: $0, quantity: try Quantity.example()) }
            line.allocations.append(lot)
        }
        return StockReserved(orderID: order, reservedAt: instant, lines: [line], totalFen: 1)
    }
}

extension SettlementPosted {
    /// A settlement by which households are owed amounts, a line for each.
    static func sample(
        _ id: UUIDv7 = .make(), _ kind: Kind = .sale, on day: Day, owed: [(token: Token?, fen: Fen)]
    ) throws -> SettlementPosted {
        let line = try SettlementPosted.Line.example()
        let lines = owed.map { token, fen in
            var line = line
            line.token = token
            line.producerFen = fen
            return line
        }
        return SettlementPosted(
            settlementID: id, kind: kind, orderID: .make(), postedAt: day.start, businessDay: day, totalFen: 0,
            lines: lines, shares: [])
    }
}
