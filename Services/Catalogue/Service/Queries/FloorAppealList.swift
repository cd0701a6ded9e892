internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Appeals for higher floors that wait for a decision.
public struct FloorAppealList: Record {
    /// One of them.
    public struct Entry: Record {
        /// Its id.
        public var appealID: UUIDv7
        /// Of which product.
        public var productID: UUIDv7
        /// The floor that is asked for.
        public var floor: Price
        /// Why.
        public var grounds: String
        /// Who filed it, and does not decide it.
        public var askedBy: String
        /// When.
        public var askedAt: Instant

        init(
            _ appealID: UUIDv7, _ productID: UUIDv7, _ fen: Fen, _ per: PriceBasis, _ grounds: String,
            _ askedBy: String,
            _ askedAt: Instant
        ) {
            self.appealID = appealID
            self.productID = productID
            floor = Price(fen, per)
            self.grounds = grounds
            self.askedBy = askedBy
            self.askedAt = askedAt
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            appealID = try fields.field("appeal_id", entry?.appealID)
            productID = try fields.field("product_id", entry?.productID)
            floor = try fields.field("floor", entry?.floor)
            grounds = try fields.field("grounds", entry?.grounds)
            askedBy = try fields.field("asked_by", entry?.askedBy)
            askedAt = try fields.field("asked_at", entry?.askedAt)
        }
    }

    /// All of this page.
    public var appeals: [Entry]

    init(_ appeals: [Entry]) {
        self.appeals = appeals
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        appeals = try fields.field("appeals", list?.appeals)
    }
}

extension CatalogueService {
    /// The appeals that nobody has decided, of all counties or of one, the oldest first.
    public func floorAppeals(
        of county: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> FloorAppealList {
        FloorAppealList(
            try await transaction.query(
                """
                SELECT floor_appeal.id, product, fen, per, grounds, asked_by, asked_at
                FROM floor_appeal JOIN product ON product.id = product
                WHERE floor_appeal.state = 'open' AND (\(county) IS NULL OR county = \(county))
                    AND (\(page.last) IS NULL OR floor_appeal.id > \(page.last))
                ORDER BY floor_appeal.id LIMIT \(page.limit)
                """
            ).decode(
                UUIDv7.self, UUIDv7.self, Fen.self, PriceBasis.self, String.self, String.self, Instant.self
            ).map(FloorAppealList.Entry.init))
    }
}
