public import Vocabulary

/// The shares that a price must cover beside what the producer was promised. They are dated data, not constants.
public struct PriceTerms: Sendable, Hashable {
    /// What the station earns, in thousandths of the producer's dues.
    public let stationCommissionPermille: Int64
    /// The tax on the sale, in thousandths of the price before tax. Prices include it.
    public let taxPermille: Int64

    /// Makes terms of two rates.
    public init(stationCommissionPermille: Int64, taxPermille: Int64) {
        self.stationCommissionPermille = stationCommissionPermille
        self.taxPermille = taxPermille
    }

    /// Whether a floor covers the agreed producer price, the station's commission on it, and the tax in the floor
    /// itself.
    ///
    /// Commission is rounded up and the tax half up, both in fen of the price's measure. A floor for another measure
    /// covers nothing, since the two cannot be compared.
    public func isCovered(by floor: Price, producerPrice: Price) -> Bool {
        guard floor.per == producerPrice.per else { return false }
        let commission = (producerPrice.fen * stationCommissionPermille + 999) / 1000
        let tax = dividedHalfUp(floor.fen * taxPermille, by: 1000 + taxPermille)
        return floor.fen >= producerPrice.fen + commission + tax
    }
}
