public import Vocabulary

extension Consignment {
    /// PICK UP with code: waiting → delivered. A wrong code is counted, and after five none is taken any more.
    /// - Parameter codeDigest: the digest of the code that was given.
    public mutating func pickUp(
        presenting codeDigest: ContentDigest, at now: Instant
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.waiting)
        guard var pickUp, pickUp.wrongTries < PickUp.tries else { throw .pickUpLocked }
        guard codeDigest == pickUp.codeDigest else {
            pickUp.wrongTries += 1
            self.pickUp = pickUp
            return [.wrongCode(triesLeft: PickUp.tries - pickUp.wrongTries)]
        }
        let taken = items.map { Handed(allocationID: $0.allocationID, delivered: $0.carried) }
        self.pickUp = nil
        let record = try hand(taken, proof: DeliveryProof(kind: .code, digest: codeDigest), at: now)
        return [record, .pickUpDeadlineStruck]
    }

    /// CLOCK `pick_up_by`: waiting → failed, unclaimed.
    public mutating func expirePickUp(at now: Instant) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.waiting)
        if let pickUp, now < pickUp.deadline { throw .keptUntil(pickUp.deadline) }
        state = .failed
        pickUp = nil
        let record = FailureRecord(
            stage: .deliver, attempt: failedDeliveries + 1, isFinal: true, reason: .unclaimed, custody: .station,
            items: remains(.atStation), nextAttempt: nil, at: now)
        return [.failed(record), .pickUpDeadlineStruck]
    }
}
