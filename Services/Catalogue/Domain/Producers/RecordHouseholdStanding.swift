extension HouseholdStanding {
    /// Takes what was announced later in the place of what was known.
    public mutating func record(_ announced: HouseholdStanding) throws(ProducerRefusal) {
        guard announced.token == token else { throw .anotherHousehold }
        guard announced.version > version else { throw .outdated(known: version) }
        self = announced
    }
}
