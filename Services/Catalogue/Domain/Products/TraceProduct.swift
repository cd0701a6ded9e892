extension Product {
    /// Takes up where its goods on sale come from, and is published again if that is not what was said last. What is no
    /// longer in the catalogue says nothing.
    public mutating func trace(to provenance: Provenance) -> [ProductFact] {
        guard state == .published, provenance != self.provenance else { return [] }
        self.provenance = provenance
        return publishChange()
    }
}
