public import Vocabulary

extension Consignment {
    /// ARRIVE at pick-up station: on board → waiting, with a clock for how long it is kept.
    /// - Parameters:
    ///   - visit: the stop where its run has unloaded it.
    ///   - codeDigest: the digest of the buyer's code.
    public mutating func arrive(at visit: StopVisit, codeDigest: ContentDigest) throws(ConsignmentRefusal)
        -> [ConsignmentFact]
    {
        try require(.onBoard)
        guard visit.runID == runID else { throw .anotherRun(visit.runID) }
        guard visit.unloaded.contains(id) else { throw .notHandledThere(stop: visit.stop) }
        guard let destination = itinerary?.destination, destination.kind == .station, destination.id == visit.placeID
        else { throw .wrongPlace(visit.placeID) }
        let deadline = visit.at + keepingTime
        state = .waiting
        siteID = visit.placeID
        runID = nil
        pickUp = PickUp(codeDigest: codeDigest, deadline: deadline)
        return [.arrived(siteID: visit.placeID, pickUpBy: deadline, at: visit.at), .pickUpDeadlineSet(deadline)]
    }

    /// How long a station keeps it: goods that ask for a temperature are perishable.
    private var keepingTime: Span {
        request.band == nil ? .hours(72) : .hours(24)
    }
}
