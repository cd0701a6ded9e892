public import Vocabulary

/// What one unit of sale weighs, bare and packed, and the room it takes.
///
/// For goods sold by weight the unit is the usual pack; other quantities are carried in proportion.
public struct UnitWeights: Sendable, Hashable {
    /// Without packing, in grams.
    public let netGrams: Int64
    /// With packing, in grams.
    public let grossGrams: Int64
    /// With packing, in millilitres.
    public let volumeMillilitres: Int64

    /// Makes them of three amounts.
    public init(netGrams: Int64, grossGrams: Int64, volumeMillilitres: Int64) {
        self.netGrams = netGrams
        self.grossGrams = grossGrams
        self.volumeMillilitres = volumeMillilitres
    }

    /// Whether a unit weighs something and its packing does not weigh less than nothing.
    public var isPlausible: Bool { netGrams > 0 && grossGrams >= netGrams && volumeMillilitres > 0 }

    /// What a quantity weighs without packing, in grams.
    public func netGrams(of quantity: Quantity) -> Int64 {
        switch quantity.unit {
        case .pieces: netGrams * quantity.amount
        case .grams: quantity.amount
        }
    }

    /// What a quantity weighs with its packing, in grams, rounded up: a vehicle must not be told less than it carries.
    public func grossGrams(of quantity: Quantity) -> Int64 { scaled(grossGrams, to: quantity) }

    /// The room that a quantity takes with its packing, in millilitres, rounded up.
    public func volumeMillilitres(of quantity: Quantity) -> Int64 { scaled(volumeMillilitres, to: quantity) }

    private func scaled(_ perUnit: Int64, to quantity: Quantity) -> Int64 {
        switch quantity.unit {
        case .pieces: perUnit * quantity.amount
        case .grams: (perUnit * quantity.amount + netGrams - 1) / netGrams
        }
    }
}
