public import Vocabulary

extension Consignment {
    /// TRANSFER to another vehicle: on board → on board. Both are at one place.
    /// - Parameters:
    ///   - otherRun: the run that takes it.
    ///   - position: where the vehicle is that has it.
    ///   - otherPosition: where the vehicle is that takes it.
    public mutating func transfer(
        to otherRun: UUIDv7, from position: Coordinate, meeting otherPosition: Coordinate, at now: Instant
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.onBoard)
        guard let runID, runID != otherRun else { throw .anotherRun(otherRun) }
        let metres = Int64(greatCircleMetres(from: position, to: otherPosition).rounded())
        guard metres <= Self.onePlaceMetres else { throw .vehiclesApart(metres: metres) }
        self.runID = otherRun
        return [.transferred(from: runID, to: otherRun, at: now)]
    }

    /// How far apart two vehicles at one place may be by their receivers.
    public static let onePlaceMetres: Int64 = 200
}
