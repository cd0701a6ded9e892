public import CatalogueEvents
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// The storefronts of counties.
public struct PavilionList: Record {
    /// One of them.
    public struct Entry: Record {
        /// Its id.
        public var pavilionID: UUIDv7
        /// The county that it sells for.
        public var county: DivisionCode
        /// What it is called.
        public var name: ProductPublished.Name
        /// Who runs it.
        public var operatorID: UUIDv7
        /// `open` or `closed`.
        public var state: String

        init(
            _ pavilionID: UUIDv7, _ county: DivisionCode, zh: String, en: String, _ operatorID: UUIDv7, _ state: String
        ) {
            self.pavilionID = pavilionID
            self.county = county
            name = ProductPublished.Name(zh: zh, en: en)
            self.operatorID = operatorID
            self.state = state
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            pavilionID = try fields.field("pavilion_id", entry?.pavilionID)
            county = try fields.field("county", entry?.county)
            name = try fields.field("name", entry?.name)
            operatorID = try fields.field("operator", entry?.operatorID)
            state = try fields.field("state", entry?.state)
        }
    }

    /// All of this page.
    public var pavilions: [Entry]

    init(_ pavilions: [Entry]) {
        self.pavilions = pavilions
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        pavilions = try fields.field("pavilions", list?.pavilions)
    }
}

extension CatalogueService {
    /// The pavilions, of all counties or of one.
    public func pavilions(
        of county: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> PavilionList {
        PavilionList(
            try await transaction.query(
                """
                SELECT id, county, name_zh, name_en, operator, state FROM pavilion
                WHERE (\(county) IS NULL OR county = \(county)) AND (\(page.last) IS NULL OR id > \(page.last))
                ORDER BY id LIMIT \(page.limit)
                """
            ).decode(UUIDv7.self, DivisionCode.self, String.self, String.self, UUIDv7.self, String.self)
                .map { PavilionList.Entry($0.0, $0.1, zh: $0.2, en: $0.3, $0.4, $0.5) })
    }
}
