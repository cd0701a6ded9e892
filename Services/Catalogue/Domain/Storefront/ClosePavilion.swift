extension Pavilion {
    /// Ends it for good: nothing new is published in it.
    public mutating func close() throws(StorefrontRefusal) {
        guard state == .open else { throw .notInState(state) }
        state = .closed
    }
}
