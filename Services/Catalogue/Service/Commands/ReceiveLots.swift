internal import CatalogueDomain
internal import Delivery
public import CatalogueEvents
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Goods that a station weighs in.
public struct LotSheet: Record {
    /// One producer's goods of one product and harvest.
    public struct Entry: Record {
        /// What it is a lot of.
        public var productID: UUIDv7
        /// Who brings it.
        public var producerID: UUIDv7
        /// For a cooperative, whose goods they are.
        public var members: [PublicMember]?
        /// The station that weighs it in.
        public var stationID: UUIDv7
        /// The village that it comes from.
        public var village: DivisionCode
        /// What the scale or the count says.
        public var quantity: Quantity
        /// Its grade.
        public var grade: String
        /// The day it was harvested or made.
        public var harvestedOn: Day
        /// The last day it may be sold.
        public var expiresOn: Day
        /// What the producer is owed for it.
        public var producerPrice: Price

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            productID = try fields.field("product_id", entry?.productID)
            producerID = try fields.field("producer_id", entry?.producerID)
            members = try fields.optional("members", entry?.members)
            stationID = try fields.field("station_id", entry?.stationID)
            village = try fields.field("village", entry?.village)
            quantity = try fields.field("quantity", entry?.quantity)
            grade = try fields.field("grade", entry?.grade)
            harvestedOn = try fields.field("harvested_on", entry?.harvestedOn)
            expiresOn = try fields.field("expires_on", entry?.expiresOn)
            producerPrice = try fields.field("producer_price", entry?.producerPrice)
        }
    }

    /// All of them.
    public var lots: [Entry]

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lots = try fields.field("lots", sheet?.lots)
    }
}

extension CatalogueService {
    /// RECEIVE: weighs lots in: all of them, or none. They stay their producers' until they are sold.
    public func receiveLots(
        _ sheet: LotSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.lots.count, field: "lots")
        let lots = try await weighIn(sheet.lots, context, in: transaction)
        for lot in lots {
            try AuditTrail.record("receive-lot", on: lot.id.description, by: context, in: transaction)
        }
        return Told(IDList(lots.map(\.id)))
    }

    /// Makes lots of what is weighed in, and keeps them.
    /// - Parameter parents: what they were made of.
    func weighIn(
        _ entries: [LotSheet.Entry], madeOf parents: [UUIDv7] = [], _ context: CommandContext,
        in transaction: PostgresTransaction
    ) async throws -> [Lot] {
        let products = try await ProductStore(transaction: transaction).load(entries.map(\.productID))
        let producers = try await ProducerStore(transaction: transaction).load(entries.map(\.producerID))
        let lots = try entries.map { entry in
            try context.caller.expect(entry.village, field: "village")
            guard let product = products[entry.productID] else {
                throw Problem.unknown("product \(entry.productID)", field: "product_id")
            }
            return try entry.lot(
                of: product, from: producers[entry.producerID], madeOf: parents, at: context.now)
        }
        try LotStore(transaction: transaction).insert(lots)
        try LotExpiry.keep(for: lots, in: transaction)
        try StockHistory(transaction: transaction).append(
            lots.map {
                StockHistory.Entry(
                    aggregate: .lot, subject: $0.id, command: "receive", cause: .command(context), at: context.now)
            })
        return lots
    }
}

extension LotSheet.Entry {
    /// The lot that it makes.
    fileprivate func lot(
        of product: Product, from producer: Producer?, madeOf parents: [UUIDv7], at now: Instant
    ) throws -> Lot {
        try Bounds.check(quantity.amount, upTo: Bounds.quantity, field: "quantity")
        try Bounds.check(producerPrice.fen, upTo: Bounds.price, field: "producer_price")
        for member in members ?? [] {
            try Bounds.check(member.quantity.amount, upTo: Bounds.quantity, field: "members")
        }
        let (lot, _) = try Lot.receive(
            id: .make(), quantity: quantity, of: product, from: producer,
            members: (members ?? []).map { LotProducer.Member(token: $0.token, amount: $0.quantity.amount) },
            origin: LotOrigin(
                stationID: stationID, village: village, harvestedOn: harvestedOn, expiresOn: expiresOn, grade: grade,
                producerPrice: producerPrice, parents: parents),
            at: now)
        return lot
    }
}
