public import Vocabulary

/// Some lots made into others, as a kitchen makes maltose of wheat and rice.
public struct Transformation: Sendable, Hashable {
    /// The lots that came out of it; each names those that went in as its parents.
    public let outputs: [UUIDv7]
    /// What went in, in grams, all lots together.
    public let inputGrams: Int64
    /// What the packing weighs, in grams.
    public let packingGrams: Int64
    /// What came out, in grams, packing included.
    public let outputGrams: Int64

    /// Makes a transformation.
    public init(outputs: [UUIDv7], inputGrams: Int64, packingGrams: Int64, outputGrams: Int64) {
        self.outputs = outputs
        self.inputGrams = inputGrams
        self.packingGrams = packingGrams
        self.outputGrams = outputGrams
    }
}

extension Lot {
    /// TRANSFORM: goods of received, passed or listed lots become other lots; what is used up closes.
    /// - Parameters:
    ///   - amount: how much of this lot went in, in its unit.
    ///   - transformation: all that went in and came out.
    public mutating func transform(
        _ amount: Int64, by transformation: Transformation,
    ) throws(LotRefusal) -> [LotFact] {
        try admit(.transform)
        guard transformation.outputGrams <= transformation.inputGrams + transformation.packingGrams else {
            throw .outputsOutweighInputs
        }
        let moved = try move(amount, by: .transform)
        return [.transformed(into: transformation.outputs, amount: amount), .moved([moved])]
            + closeIfEmpty(as: .exhausted)
    }
}
