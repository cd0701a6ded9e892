internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// The clock of a lot: the end of its last day, in Asia/Shanghai.
enum LotExpiry {
    /// A lot may be sold no longer.
    static let kind = "lot.expire"

    /// Sets the clocks of lots that may expire, and strikes out those of lots that are over. What is held back keeps its
    /// clock: it may be on sale again before its last day, or find it over.
    static func keep(for lots: [Lot], in transaction: PostgresTransaction) throws {
        let expiring = lots.filter { LotCommand.expire.states.contains($0.state) }
        let over = lots.filter { $0.state == .closed || $0.state == .recalled }
        try Deadlines.set(
            kind, expiring.map { (subject: $0.id.description, due: $0.origin.expiresOn.end, trace: .current) },
            in: transaction)
        try Deadlines.strike(kind, of: over.map(\.id.description), in: transaction)
    }
}
