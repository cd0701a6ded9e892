import CatalogueDomain
import CatalogueEvents
@testable import CatalogueService
import Delivery
import Eventing
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

/// A service on a schema of its own with one product on sale, and the orders that buy it.
struct Market {
    let schema: LiveSchema<CatalogueService>
    let teller = Teller()
    let product: ProductPublished
    let producer: UUIDv7
    /// The token of the household whose goods are weighed in unless said otherwise.
    let token: Token
    let station = UUIDv7.make()

    var service: CatalogueService { schema.service }
    var now: Instant { schema.workbench.clock.now() }

    /// Runs a test in a market.
    static func open(_ body: (Market) async throws -> Void) async throws {
        try await LiveSchema<CatalogueService>.with { schema in try await body(try await Market(schema)) }
    }

    private init(_ schema: LiveSchema<CatalogueService>) async throws {
        self.schema = schema
        let pavilion = try await give(schema) {
            try await $0.openPavilions(
                try sheet(
                    """
                    {"pavilions": [{"county": "522728", "name": {"zh": "罗甸", "en": "Luodian"},
                        "operator": "\(UUIDv7.make())"}]}
                    """), $1, in: $2)
        }
        token = Token.make()
        producer = try await Self.register(token, schema)
        _ = try await give(schema) {
            try await $0.publishProducts(
                try sheet(Self.oranges(in: try #require(pavilion.ids.first))), $1, in: $2)
        }
        product = try #require(try await schema.told(ProductPublished.self).first)
    }

    /// Oranges that are sold by the piece.
    static func oranges(in pavilion: UUIDv7) -> String {
        """
        {"products": [{"kind": "agricultural", "name": {"zh": "脐橙", "en": "Navel orange"},
            "county": "522728", "pavilion": "\(pavilion)", "sub_platforms": [],
            "sold_by": "pieces", "unit": {"net_g": 200, "gross_g": 220, "volume_ml": 400},
            "goods_class": "fruit", "perishable": true, "shelf_days": 20, "tax_class": "produce",
            "floor": {"fen": 400, "per": "piece"},
            "listings": [{"price": {"fen": 500, "per": "piece"}, "from": "2019-01-01T00:00:00.000Z"}],
            "options": [{"key": "wrap", "rule": "one-of paper|straw"}]}]}
        """
    }

    /// Takes on a household by its token.
    static func register(_ token: Token, _ schema: LiveSchema<CatalogueService>) async throws -> UUIDv7 {
        let producers = try await give(schema) {
            try await $0.registerProducers(
                try sheet(
                    """
                    {"producers": [{"kind": "household", "token": "\(token)", "county": "522728"}]}
                    """), $1, in: $2)
        }
        return try #require(producers.ids.first)
    }

    /// Weighs in a lot, of the first producer unless said otherwise.
    func receive(_ pieces: Int64, from producer: UUIDv7? = nil) async throws -> UUIDv7 {
        let list = try await give(schema) {
            try await $0.receiveLots(
                try sheet(#"{"lots": [\#(entry(pieces, from: producer))]}"#), $1, in: $2)
        }
        return try #require(list.ids.first)
    }

    /// What the scale says of a lot.
    func entry(_ pieces: Int64, from producer: UUIDv7? = nil) -> String {
        """
        {"product_id": "\(product.productID)", "producer_id": "\(producer ?? self.producer)",
            "station_id": "\(station)", "village": "522728100201",
            "quantity": {"amount": \(pieces), "unit": "pieces"}, "grade": "first",
            "harvested_on": "2019-07-06", "expires_on": "2019-07-20",
            "producer_price": {"fen": 300, "per": "piece"}}
        """
    }

    /// Weighs in a lot and brings it onto the market.
    func list(_ pieces: Int64, from producer: UUIDv7? = nil) async throws -> UUIDv7 {
        let lot = try await receive(pieces, from: producer)
        try await inspect([lot])
        try await certify([lot])
        return lot
    }

    /// Looks at lots that were weighed in.
    func inspect(_ lots: [UUIDv7], _ outcome: InspectionSheet.Outcome = .passed) async throws {
        _ = try await give(schema) {
            try await $0.inspectLots(InspectionSheet(lotIDs: lots, inspectorID: .make(), outcome: outcome), $1, in: $2)
        }
    }

    /// Certifies lots that passed and puts them on sale.
    func certify(_ lots: [UUIDv7]) async throws {
        let answer = try await give(schema) {
            try await $0.listLots(
                ListingSheet(lotIDs: lots, contact: "0854-5200000", statement: .selfTested), $1, in: $2)
        }
        _ = try answer.get()
    }

    /// An order for some pieces.
    func order(_ pieces: Int64 = 1) throws -> OrderPlaced {
        let listing = try #require(product.listings.first)
        return OrderPlaced(
            orderID: .make(), kind: .retail, direction: .up, channel: .shop, buyer: .make(), placedAt: now,
            destination: OrderPlaced.Destination(kind: .address, destinationID: .make(), city: product.county),
            paid: false,
            lines: [
                OrderPlaced.Line(
                    line: 1, listingID: listing.listingID, productID: product.productID, quantity: .pieces(pieces),
                    expectedPrice: listing.price)
            ])
    }

    func confirmed(_ order: OrderPlaced) -> OrderConfirmed {
        OrderConfirmed(
            orderID: order.orderID, kind: order.kind, direction: order.direction, confirmedAt: now, totalFen: 500,
            paidFen: 500, lines: [], benefits: [], consignments: [])
    }

    func cancelled(_ order: OrderPlaced) -> OrderCancelled {
        OrderCancelled(orderID: order.orderID, kind: order.kind, reason: .buyer, cancelledAt: now, refundFen: 0)
    }

    /// Delivers events, all in one batch.
    @discardableResult
    func hear(_ events: [any Event]) async throws -> Int {
        func envelope(_ event: some Event) throws -> EventEnvelope { try teller.envelope(event) }
        return try await schema.deliver(try events.map { try envelope($0) })
    }

    /// A lot's available, reserved and committed goods.
    func parts(of lot: UUIDv7) async throws -> [Int64] {
        let found = try await schema.workbench.pool.query(
            "SELECT ARRAY[available, reserved, committed] FROM lot WHERE id = \(lot)"
        ).decode([Int64].self)
        return try #require(found.first)
    }
}

/// Reads what a request's body says.
func sheet<Sheet: Record>(_ json: String) throws -> Sheet { try Sheet(decoding: Array(json.utf8)) }

/// Gives a command as HTTP and the command line do, in the name of the station unless somebody else gives it.
func give<Value>(
    _ schema: LiveSchema<CatalogueService>, by caller: Caller? = nil, reason: String = "test",
    _ command: (CatalogueService, CommandContext, PostgresTransaction) async throws -> Told<Value>
) async throws -> Value {
    let now = schema.workbench.clock.now()
    let context =
        caller.map { CommandContext(by: $0, reason: reason, now: now) }
        ?? CommandContext(actor: "wang.station", reason: reason, now: now)
    return try await schema.workbench.perform { try await command(schema.service, context, $0) }
}
