internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// The last day of lots is over: what is on sale, kept for offers or promised is lost, and orders are told.
    func onLotExpired(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let due = passed.compactMap { deadline in
            UUIDv7(deadline.subject).map { (lot: $0, at: deadline.due, trace: deadline.trace) }
        }
        var desk = try await StockDesk(
            holding: due.map(\.lot).sorted(), at: workbench.clock.now(), in: transaction)
        for deadline in due {
            let holdings = desk.holdings(of: deadline.lot)
            try desk.heed(deadline.lot, .expire, by: .clock(deadline.trace)) { lot throws(LotRefusal) in
                try lot.expire(holdings: holdings, at: deadline.at)
            }
        }
        return try await desk.save()
    }
}
