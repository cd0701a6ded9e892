public import Vocabulary

extension Consignment {
    /// PLAN, and REPLAN to another run: accepted → planned; planned → planned; at hub → at hub, with a run that is to
    /// load it. The run tells of it.
    public mutating func plan(on runID: UUIDv7) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.accepted, .planned, .atHub)
        if state == .accepted { state = .planned }
        self.runID = runID
        return []
    }

    /// REPLAN without it, or its run cancelled: planned → accepted; at hub → at hub, without a run.
    public mutating func release(from runID: UUIDv7) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.planned, .atHub)
        guard self.runID == runID else { throw .anotherRun(runID) }
        if state == .planned { state = .accepted }
        self.runID = nil
        return []
    }
}
