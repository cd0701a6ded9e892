public import Eventing
public import Vocabulary

/// A product is in the catalogue: published for the first time, or again with a change of price, floor or packing.
public struct ProductPublished: Event {
    /// `product.published`
    public static let type = EventType("catalogue", "product", "published")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told(
            "product_id", "version", "kind", "gtin", "county", "pavilion", "sub_platforms", "brand", "sold_by",
            "goods_class",
            "band", "perishable", "shelf_days", "tax_class", "floor"),
        .within("name", .told("zh", "en")),
        .within("unit", .told("net_g", "gross_g", "volume_ml")),
        .within("listings", .told("listing_id", "sub_platform", "price", "from", "to")),
        .within("options", .told("key", "rule")),
        .within("provenance", .told("county_level", "village_level", "registered_share")))
    /// The product.
    public var productID: UUIDv7
    /// Counts its changes from 1.
    public var version: Int32
    /// What kind of thing it is.
    public var kind: Kind
    /// What it is called.
    public var name: Name
    /// Its GTIN.
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
    public var unit: Unit
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
    /// The lowest price at which it may be sold.
    public var floor: Price
    /// At what prices it is on sale.
    public var listings: [Listing]
    /// The choices that a buyer may make.
    public var options: [Option]
    /// Where its goods on sale come from.
    public var provenance: Provenance

    /// The product.
    public var subject: String { productID.description }

    /// Makes the event of its fields.
    public init(
        productID: UUIDv7, version: Int32, kind: Kind, name: Name, gtin: String?, county: DivisionCode,
        pavilionID: UUIDv7, subPlatformIDs: [UUIDv7], brandID: UUIDv7?, soldBy: QuantityUnit, unit: Unit,
        goodsClass: String, band: Band?, isPerishable: Bool, shelfDays: Int32?, taxClass: String, floor: Price,
        listings: [Listing], options: [Option], provenance: Provenance,
    ) {
        self.productID = productID
        self.version = version
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
        self.floor = floor
        self.listings = listings
        self.options = options
        self.provenance = provenance
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        productID = try fields.field("product_id", event?.productID)
        version = try fields.field("version", event?.version)
        kind = try fields.field("kind", event?.kind)
        name = try fields.field("name", event?.name)
        gtin = try fields.optional("gtin", event?.gtin, like: "06901234567892")
        county = try fields.field("county", event?.county)
        pavilionID = try fields.field("pavilion", event?.pavilionID)
        subPlatformIDs = try fields.field("sub_platforms", event?.subPlatformIDs)
        brandID = try fields.optional("brand", event?.brandID)
        soldBy = try fields.field("sold_by", event?.soldBy)
        unit = try fields.field("unit", event?.unit)
        goodsClass = try fields.field("goods_class", event?.goodsClass, like: "fruit")
        band = try fields.optional("band", event?.band)
        isPerishable = try fields.field("perishable", event?.isPerishable)
        shelfDays = try fields.optional("shelf_days", event?.shelfDays, like: 10)
        taxClass = try fields.field("tax_class", event?.taxClass, like: "own-produce")
        floor = try fields.field("floor", event?.floor)
        listings = try fields.field("listings", event?.listings)
        options = try fields.field("options", event?.options)
        provenance = try fields.field("provenance", event?.provenance)
    }
}

extension ProductPublished {
    /// What kind of thing a product is.
    public enum Kind: String, CodeFieldValue {
        /// Grown or raised.
        case agricultural
        /// Made by hand.
        case handicraft
        /// A stay or a visit on a date; nothing is carried.
        case tourism
        /// Made in a factory, sold down into the villages.
        case industrial
    }

    /// A name in Chinese and in English.
    public struct Name: Record {
        /// In Chinese.
        public var zh: String
        /// In English.
        public var en: String

        /// Makes it of its fields.
        public init(zh: String, en: String) {
            self.zh = zh
            self.en = en
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ name: Self?) throws(EventFault) {
            zh = try fields.field("zh", name?.zh, like: "罗甸火龙果")
            en = try fields.field("en", name?.en, like: "Luodian dragon fruit")
        }
    }

    /// What one unit of sale weighs and takes up.
    public struct Unit: Record {
        /// Without packing, in grams.
        public var netGrams: Int64
        /// With packing, in grams.
        public var grossGrams: Int64
        /// With packing, in millilitres.
        public var volumeMillilitres: Int64

        /// Makes it of its fields.
        public init(netGrams: Int64, grossGrams: Int64, volumeMillilitres: Int64) {
            self.netGrams = netGrams
            self.grossGrams = grossGrams
            self.volumeMillilitres = volumeMillilitres
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ unit: Self?) throws(EventFault) {
            netGrams = try fields.field("net_g", unit?.netGrams, like: 500)
            grossGrams = try fields.field("gross_g", unit?.grossGrams, like: 560)
            volumeMillilitres = try fields.field("volume_ml", unit?.volumeMillilitres, like: 900)
        }
    }

    /// A product on sale at a price.
    public struct Listing: Record {
        /// The listing.
        public var listingID: UUIDv7
        /// The only sub-platform that it sells on; absent for everywhere.
        public var subPlatformID: UUIDv7?
        /// What a buyer pays.
        public var price: Price
        /// From when on it sells.
        public var from: Instant
        /// Until when, that instant not included.
        public var to: Instant?

        /// Makes it of its fields.
        public init(listingID: UUIDv7, subPlatformID: UUIDv7?, price: Price, from: Instant, to: Instant?) {
            self.listingID = listingID
            self.subPlatformID = subPlatformID
            self.price = price
            self.from = from
            self.to = to
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ listing: Self?) throws(EventFault) {
            listingID = try fields.field("listing_id", listing?.listingID)
            subPlatformID = try fields.optional("sub_platform", listing?.subPlatformID)
            price = try fields.field("price", listing?.price)
            from = try fields.field("from", listing?.from)
            to = try fields.optional("to", listing?.to, like: .example() + .hours(720))
        }
    }

    /// A choice that a buyer may make.
    public struct Option: Record {
        /// What is chosen.
        public var key: String
        /// What may be chosen: `one-of red|blue`, `text 40` or `number 1..9`.
        public var rule: String

        /// Makes it of its fields.
        public init(key: String, rule: String) {
            self.key = key
            self.rule = rule
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ option: Self?) throws(EventFault) {
            key = try fields.field("key", option?.key, like: "ribbon")
            rule = try fields.field("rule", option?.rule, like: "one-of red|blue")
        }
    }
}

extension ProductPublished {
    /// Where the goods on sale come from, on three levels.
    public struct Provenance: Record {
        /// How far up its county was designated as poor.
        public var countyLevel: CountyLevel
        /// Whether the goods come from poor villages.
        public var villageLevel: VillageLevel
        /// How much of them is registered households', in thousandths.
        public var registeredShare: Int64

        /// How far up a county was designated as poor.
        public enum CountyLevel: String, CodeFieldValue {
            /// By the state.
            case national
            /// By its province.
            case provincial
            /// Not at all.
            case none
        }

        /// Whether goods come from poor villages.
        public enum VillageLevel: String, CodeFieldValue {
            /// All of them.
            case poor
            /// None of them.
            case none
            /// Some of them.
            case mixed
        }

        /// Makes it of its fields.
        public init(countyLevel: CountyLevel, villageLevel: VillageLevel, registeredShare: Int64) {
            self.countyLevel = countyLevel
            self.villageLevel = villageLevel
            self.registeredShare = registeredShare
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ provenance: Self?) throws(EventFault) {
            countyLevel = try fields.field("county_level", provenance?.countyLevel)
            villageLevel = try fields.field("village_level", provenance?.villageLevel)
            registeredShare = try fields.field("registered_share", provenance?.registeredShare, like: 800)
        }
    }
}
