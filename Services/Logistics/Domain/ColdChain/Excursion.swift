public import Vocabulary

/// Goods in a space with a thermometer, and how much they were exposed before.
public struct MonitoredGoods: Sendable, Equatable {
    /// The consignment; nil for goods in store that are in none, or are not collected yet.
    public let consignmentID: UUIDv7?
    /// Its order, likewise.
    public let orderID: UUIDv7?
    /// The allocation that they are for; nil if they are for none.
    public let allocationID: UUIDv7?
    /// The lot.
    public let lotID: UUIDv7
    /// The product.
    public let productID: UUIDv7
    /// How much is in the space.
    public let quantity: Quantity
    /// What the goods are to be kept at, and how long they bear other temperatures.
    public let band: Band
    /// When they came into the space.
    public let since: Instant
    /// When they left it; nil if they are there still.
    public let until: Instant?
    /// What is known of them from before.
    public let exposure: TemperatureExposure

    /// Makes monitored goods.
    public init(
        consignmentID: UUIDv7?, orderID: UUIDv7?, allocationID: UUIDv7?, lotID: UUIDv7, productID: UUIDv7,
        quantity: Quantity, band: Band, since: Instant, until: Instant? = nil, exposure: TemperatureExposure
    ) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.allocationID = allocationID
        self.lotID = lotID
        self.productID = productID
        self.quantity = quantity
        self.band = band
        self.since = since
        self.until = until
        self.exposure = exposure
    }
}

/// Goods that were out of their band for longer than they bear.
public struct Excursion: Sendable, Equatable, Identifiable {
    /// Its id.
    public let id: UUIDv7
    /// Where it happened.
    public let space: ColdSpace
    /// From when to when the readings were out of the goods' band.
    public let period: TimeWindow
    /// The reading furthest outside, in tenths of a degree Celsius.
    public let peak: Int32
    /// How long it was outside in these readings, in whole minutes.
    public let outMinutes: Int64
    /// The longest that any of these goods was outside, all exposures together, in whole minutes.
    public let cumulativeMinutes: Int64
    /// Who answers for the goods.
    public let custody: Custody
    /// Only what was exposed for longer than it bears.
    public let goods: [MonitoredGoods]
}

/// What readings say about the goods in a space.
public struct ColdChainAssessment: Sendable, Equatable {
    /// The goods' exposures from now on, in the order of the goods given.
    public let exposures: [TemperatureExposure]
    /// The excursion that the readings have brought, if any.
    public let excursion: Excursion?
}
