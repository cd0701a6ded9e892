extension SubPlatform {
    /// Ends it for good: nothing new is listed on it.
    public mutating func close() throws(StorefrontRefusal) {
        guard state == .open else { throw .notInState(state) }
        state = .closed
    }
}
