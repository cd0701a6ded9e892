public import Vocabulary

/// What a product is, apart from its price: settled when it is published, and changed as a whole.
public struct ProductSpecification: Sendable, Equatable {
    /// What kind of thing it is.
    public var kind: ProductKind
    /// What it is called.
    public var name: BilingualName
    /// Its GTIN, if it has one.
    public var gtin: String?
    /// The county that it comes from.
    public var county: DivisionCode
    /// The pavilion that sells it.
    public var pavilionID: UUIDv7
    /// The sub-platforms that sell it too.
    public var subPlatformIDs: [UUIDv7]
    /// Its brand.
    public var brandID: UUIDv7?
    /// What it is counted in.
    public var soldBy: QuantityUnit
    /// What a unit weighs and takes up.
    public var unit: UnitWeights
    /// The class of goods, which decides what it may be carried with.
    public var goodsClass: String
    /// The temperatures that it bears.
    public var band: Band?
    /// Whether it spoils, so that claims are made at once and nothing is sent back.
    public var isPerishable: Bool
    /// How many days it keeps.
    public var shelfDays: Int32?
    /// The class that its tax rate is found by.
    public var taxClass: String
    /// The choices that a buyer may make.
    public var options: [ProductOption]

    /// Specifies a product.
    public init(
        kind: ProductKind, name: BilingualName, gtin: String? = nil, county: DivisionCode, pavilionID: UUIDv7,
        subPlatformIDs: [UUIDv7] = [], brandID: UUIDv7? = nil, soldBy: QuantityUnit, unit: UnitWeights,
        goodsClass: String, band: Band? = nil, isPerishable: Bool, shelfDays: Int32? = nil, taxClass: String,
        options: [ProductOption] = [],
    ) {
        self.kind = kind
        self.name = name
        self.gtin = gtin
        self.county = county
        self.pavilionID = pavilionID
        self.subPlatformIDs = subPlatformIDs
        self.brandID = brandID
        self.soldBy = soldBy
        self.unit = unit
        self.goodsClass = goodsClass
        self.band = band
        self.isPerishable = isPerishable
        self.shelfDays = shelfDays
        self.taxClass = taxClass
        self.options = options
    }
}
