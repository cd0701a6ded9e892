internal import CatalogueDomain
public import CatalogueEvents
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Products, each as it was published last.
public struct ProductList: Record {
    /// All of this page.
    public var products: [ProductPublished]

    init(_ products: [ProductPublished]) {
        self.products = products
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        products = try fields.field("products", list?.products)
    }
}

extension CatalogueService {
    /// A product and its listings, as it was published last.
    public func product(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> ProductPublished {
        guard let product = try await ProductStore(transaction: transaction).load([id])[id] else {
            throw Problem.notFound("product \(id)")
        }
        return ProductPublished(product)
    }

    /// The products in the catalogue, of all counties or of one.
    public func products(
        of county: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> ProductList {
        let ids = try await transaction.query(
            """
            SELECT id FROM product
            WHERE state = 'published' AND (\(county) IS NULL OR county = \(county))
                AND (\(page.last) IS NULL OR id > \(page.last))
            ORDER BY id LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self)
        let found = try await ProductStore(transaction: transaction).load(ids)
        return ProductList(ids.compactMap { found[$0].map { ProductPublished($0) } })
    }
}
