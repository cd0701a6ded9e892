internal import Vocabulary

extension Consignment {
    /// LOAD: at hub → on board.
    /// - Parameter visit: the stop where its run has loaded it.
    public mutating func load(at visit: StopVisit) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.atHub)
        try requireLoaded(at: visit)
        guard visit.placeID == siteID else { throw .wrongPlace(visit.placeID) }
        state = .onBoard
        return [.loaded(runID: visit.runID, at: visit.at)]
    }
}
