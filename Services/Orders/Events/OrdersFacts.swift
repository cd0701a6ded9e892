public import Eventing

/// Every fact that orders tells, by its aggregate: what its contract is made of.
public enum OrdersFacts {
    /// The facts.
    public static let all: [any Event.Type] = [
        ClaimClosed.self, ClaimOpened.self,
        OrderCancelled.self, OrderCompleted.self, OrderConfirmed.self, OrderPlaced.self, OrderReduced.self,
        OrderWithdrawalRequested.self,
        PayoutFailed.self, PayoutSent.self,
        SettlementPosted.self,
    ]
}
