public import Eventing

/// Every fact that catalogue tells, by its aggregate: what its contract is made of.
public enum CatalogueFacts {
    /// The facts.
    public static let all: [any Event.Type] = [
        LotClosed.self, LotListed.self, LotQuarantined.self, LotRecalled.self, LotReleased.self,
        PriceBreached.self,
        ProductPublished.self, ProductWithdrawn.self,
        StockCommitted.self, StockRefused.self, StockReleased.self, StockReserved.self, StockRevoked.self,
        StockSetAside.self, StockSetAsideRefused.self,
    ]
}
