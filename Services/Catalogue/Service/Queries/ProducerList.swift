public import CatalogueEvents
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Who grows or makes goods.
public struct ProducerList: Record {
    /// One of them.
    public struct Entry: Record {
        /// Its id.
        public var producerID: UUIDv7
        /// `household`, `cooperative`, `enterprise` or `operator`.
        public var kind: String
        /// A household's token.
        public var token: Token?
        /// Anyone else's public name.
        public var name: ProductPublished.Name?
        /// Where it produces.
        public var county: DivisionCode

        init(_ producerID: UUIDv7, _ kind: String, _ token: Token?, zh: String?, en: String?, _ county: DivisionCode) {
            self.producerID = producerID
            self.kind = kind
            self.token = token
            if let zh, let en { name = ProductPublished.Name(zh: zh, en: en) }
            self.county = county
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            producerID = try fields.field("producer_id", entry?.producerID)
            kind = try fields.field("kind", entry?.kind)
            token = try fields.optional("token", entry?.token)
            name = try fields.optional("name", entry?.name)
            county = try fields.field("county", entry?.county)
        }
    }

    /// All of this page.
    public var producers: [Entry]

    init(_ producers: [Entry]) {
        self.producers = producers
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        producers = try fields.field("producers", list?.producers)
    }
}

extension CatalogueService {
    /// The producers, of all counties or of one.
    public func producers(
        of county: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> ProducerList {
        ProducerList(
            try await transaction.query(
                """
                SELECT id, kind, token, name_zh, name_en, county FROM producer
                WHERE (\(county) IS NULL OR county = \(county)) AND (\(page.last) IS NULL OR id > \(page.last))
                ORDER BY id LIMIT \(page.limit)
                """
            ).decode(UUIDv7.self, String.self, Token?.self, String?.self, String?.self, DivisionCode.self)
                .map { ProducerList.Entry($0.0, $0.1, $0.2, zh: $0.3, en: $0.4, $0.5) })
    }
}
