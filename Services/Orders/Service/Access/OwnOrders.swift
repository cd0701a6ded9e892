internal import OrdersDomain
internal import Runtime
internal import Vocabulary

extension Order {
    /// Whether the order is the caller's to see and to act on. One that is not is answered as if it were not there: its
    /// id, which tells when it was placed, is nobody else's business.
    func isOf(_ caller: Caller) -> Bool {
        guard caller.actsIn(placement.subPlatform) else { return false }
        return switch caller.role.bound {
        case .themselves: placement.buyer.description == caller.subject
        case .partner: caller.scope.partner != nil && placement.partner?.partner == caller.scope.partner
        // Goods of one order come from several counties.
        case .county: caller.scope.county == nil
        case .everything: true
        }
    }

    /// Whether the caller may pay it: the buyer may, and a clerk for whoever stands at the counter and says which one it is.
    func isPaid(by caller: Caller) -> Bool {
        isOf(caller) || caller.role == .stationClerk && caller.actsIn(placement.subPlatform)
    }
}

extension OrderRequest {
    /// Refuses an order that somebody places for another buyer, or in another sub-platform than they act in.
    func expectPlaced(by caller: Caller) throws(Problem) {
        guard caller.role.bound != .themselves || buyer.description == caller.subject else {
            throw Problem(
                403, "out-of-scope", "a buyer orders for themselves: name the subject of the token as buyer",
                field: "buyer")
        }
        try caller.expect(subPlatform: subPlatform, field: "sub_platform")
    }
}
