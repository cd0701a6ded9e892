import Vocabulary

/// The shares of a sale in force: dated, agreed outside.
public struct SaleTerms: Sendable, Equatable {
    /// What the station gets, in thousandths of the producer's dues.
    public let stationCommission: Int64
    /// What the county's fund gets, in thousandths of the line's amount.
    public let countyFund: Int64
    /// Tax rates by class, in thousandths of the price before tax.
    public let taxRates: [String: Int64]
    /// The rate of a class that is not listed.
    public let defaultTaxRate: Int64

    /// Makes terms; without arguments, those of the main job.
    public init(
        stationCommission: Int64 = 50, countyFund: Int64 = 10, taxRates: [String: Int64] = [:],
        defaultTaxRate: Int64 = 0
    ) {
        self.stationCommission = stationCommission
        self.countyFund = countyFund
        self.taxRates = taxRates
        self.defaultTaxRate = defaultTaxRate
    }

    /// The station's commission on a producer's dues, half up, in fen.
    func commission(on dues: Fen) -> Fen { dividedHalfUp(dues * stationCommission, by: 1000) }

    /// The county fund's part of a line's amount, half up, in fen.
    func fund(on amount: Fen) -> Fen { dividedHalfUp(amount * countyFund, by: 1000) }

    /// The tax within an amount that includes it, half up, in fen. A household's own produce bears none.
    func tax(within amount: Fen, class taxClass: String, isOwnProduce: Bool) -> Fen {
        let rate = isOwnProduce ? 0 : taxRates[taxClass] ?? defaultTaxRate
        return dividedHalfUp(amount * rate, by: 1000 + rate)
    }
}
