public import CatalogueEvents
public import Eventing
public import Vocabulary

/// Products to be published.
public struct ProductSheet: Record {
    /// A price at which a product is to be sold.
    public struct Listing: Record {
        /// The only sub-platform that it sells on; absent for everywhere.
        public var subPlatformID: UUIDv7?
        /// What a buyer pays.
        public var price: Price
        /// From when on it sells.
        public var from: Instant
        /// Until when, that instant not included.
        public var to: Instant?

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ listing: Self?) throws(EventFault) {
            subPlatformID = try fields.optional("sub_platform", listing?.subPlatformID)
            price = try fields.field("price", listing?.price)
            from = try fields.field("from", listing?.from)
            to = try fields.optional("to", listing?.to)
        }
    }

    /// One of them.
    public struct Entry: Record {
        /// What kind of thing it is.
        public var kind: ProductPublished.Kind
        /// What it is called.
        public var name: ProductPublished.Name
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
        public var unit: ProductPublished.Unit
        /// The class of goods, which decides what it may be carried with.
        public var goodsClass: String
        /// The temperatures that it bears.
        public var band: Band?
        /// Whether it spoils.
        public var isPerishable: Bool
        /// How many days it keeps.
        public var shelfDays: Int32?
        /// The class that its tax rate is found by.
        public var taxClass: String
        /// The lowest price at which it may be sold.
        public var floor: Price
        /// At what prices it is to be sold.
        public var listings: [Listing]
        /// The choices that a buyer may make.
        public var options: [ProductPublished.Option]

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            kind = try fields.field("kind", entry?.kind)
            name = try fields.field("name", entry?.name)
            gtin = try fields.optional("gtin", entry?.gtin)
            county = try fields.field("county", entry?.county)
            pavilionID = try fields.field("pavilion", entry?.pavilionID)
            subPlatformIDs = try fields.field("sub_platforms", entry?.subPlatformIDs)
            brandID = try fields.optional("brand", entry?.brandID)
            soldBy = try fields.field("sold_by", entry?.soldBy)
            unit = try fields.field("unit", entry?.unit)
            goodsClass = try fields.field("goods_class", entry?.goodsClass)
            band = try fields.optional("band", entry?.band)
            isPerishable = try fields.field("perishable", entry?.isPerishable)
            shelfDays = try fields.optional("shelf_days", entry?.shelfDays)
            taxClass = try fields.field("tax_class", entry?.taxClass)
            floor = try fields.field("floor", entry?.floor)
            listings = try fields.field("listings", entry?.listings)
            options = try fields.field("options", entry?.options)
        }
    }

    /// All of them.
    public var products: [Entry]

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        products = try fields.field("products", sheet?.products)
    }
}
