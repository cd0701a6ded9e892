extension Run {
    /// CANCEL: planned → cancelled. Its consignments wait for another.
    public mutating func cancel() throws(RunRefusal) -> [RunFact] {
        guard state == .planned else { throw .notInState(state) }
        state = .cancelled
        return [.cancelled, .released(awaited)]
    }
}
