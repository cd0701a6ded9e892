public import Vocabulary

extension Reservation {
    /// A lot was quarantined, recalled or expired: the allocations are marked, and the rest stays until orders decides.
    ///
    /// The lot's own command has moved the stock; here nothing moves.
    /// - Parameters:
    ///   - revocations: what the lot took from this order.
    ///   - lotID: the lot.
    ///   - cause: why.
    public mutating func revoke(
        _ revocations: [Revocation], of lotID: UUIDv7, cause: RevocationCause,
    ) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: revocations.map(\.allocationID), for: .revoke)
        var revoked: [AllocatedGoods] = []
        for revocation in revocations {
            guard let position = positions[revocation.allocationID] else { continue }
            if revocation.isSeized {
                let seized = min(revocation.amount, allocations[position].open)
                allocations[position].open -= seized
                allocations[position].seized += seized
            }
            allocations[position].revocation = cause
            revoked.append(AllocatedGoods(allocations[position], revocation.amount))
        }
        return [.revoked(lotID: lotID, cause, revoked)]
    }
}
