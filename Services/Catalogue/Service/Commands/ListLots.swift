internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Lots to be put on sale, and what their certificates say beside what is known of them.
public struct ListingSheet: Record {
    /// On what ground goods are said to conform.
    public enum Statement: String, CodeFieldValue {
        /// The producer controls its quality.
        case qualityControl = "quality-control"
        /// The producer tested it.
        case selfTested = "self-tested"
        /// A laboratory tested it.
        case laboratoryTested = "laboratory-tested"
    }

    /// The lots.
    public var lotIDs: [UUIDv7]
    /// How whoever certifies them is reached.
    public var contact: String
    /// On what ground they conform.
    public var statement: Statement

    /// Makes it of its fields.
    public init(lotIDs: [UUIDv7], contact: String, statement: Statement) {
        self.lotIDs = lotIDs
        self.contact = contact
        self.statement = statement
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lotIDs = try fields.field("lot_ids", sheet?.lotIDs)
        contact = try fields.field("contact", sheet?.contact)
        statement = try fields.field("statement", sheet?.statement)
    }
}

extension CatalogueService {
    /// LIST: puts lots on sale that passed their inspection: all of them, or none.
    ///
    /// A price below the floor refuses all of them, but the attempt is kept and told; so that refusal is returned, not
    /// thrown.
    public func listLots(
        _ sheet: ListingSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<Result<IDList, Problem>> {
        try Bounds.check(distinct: sheet.lotIDs, field: "lot_ids")
        let store = LotStore(transaction: transaction)
        let known = try await store.load(sheet.lotIDs)
        let productIDs = Set(known.values.map(\.productID)).sorted()
        let products = try await ProductStore(transaction: transaction).load(productIDs)
        let standings = try await HouseholdStore(transaction: transaction).load(of: known.values)
        var lots: [Lot] = []
        var certificates: [Certificate] = []
        var told: [PendingEvent] = []
        for id in sheet.lotIDs {
            guard var lot = known[id], context.caller.reaches(lot.origin.village),
                let product = products[lot.productID]
            else {
                throw Problem.unknown("lot \(id)", field: "lot_ids")
            }
            let certificate = sheet.certificate(for: lot, of: product, on: Day(of: context.now))
            let facts = try lot.list(
                with: certificate, selling: product, under: Self.priceTerms, breachID: .make(), at: context.now)
            for case .priceBreached(let breach) in facts {
                return try refuse(breach, context, in: transaction)
            }
            lots.append(lot)
            certificates.append(certificate)
            told.append(try PendingEvent(LotListed(lot, of: product, knowing: lot.knownBenefit(standings))))
        }
        for lot in lots {
            try AuditTrail.record("list-lot", on: lot.id.description, by: context, in: transaction)
        }
        try InspectionStore(transaction: transaction).insert(certificates)
        try store.updateStates(lots)
        try store.keepBenefit(of: lots, knowing: standings)
        try StockHistory(transaction: transaction).append(
            lots.map {
                StockHistory.Entry(
                    aggregate: .lot, subject: $0.id, command: LotCommand.list.rawValue, cause: .command(context),
                    at: context.now)
            })
        told += try await ProductTracing(transaction: transaction, now: context.now).trace(
            Dictionary(productIDs.map { ($0, StockCause.command(context)) }) { $1 })
        return Told(.success(IDList(sheet.lotIDs)), told)
    }

    /// Refuses to sell below the floor, and keeps that it was tried.
    private func refuse(
        _ breach: PriceBreach, _ context: CommandContext, in transaction: PostgresTransaction
    ) throws -> Told<Result<IDList, Problem>> {
        try PriceBreachStore(transaction: transaction).insert([breach])
        try AuditTrail.record("breach-floor", on: breach.id.description, by: context, in: transaction)
        let problem = Problem(
            422, "below-floor",
            "the product sells at \(breach.attempted.fen) fen, below its floor of \(breach.floor.fen); "
                + "end that listing first")
        return Told(.failure(problem), [try PendingEvent(PriceBreached(breach))])
    }
}

extension ListingSheet {
    /// The certificate of one of the lots.
    fileprivate func certificate(for lot: Lot, of product: Product, on day: Day) -> Certificate {
        Certificate(
            id: .make(), lotID: lot.id, name: product.specification.name.zh,
            weight: Quantity(lot.stock.received, lot.stock.unit), producerID: lot.producer.id,
            place: lot.origin.village, contact: contact, issuedOn: day, statement: ConformityBasis(statement))
    }
}

extension ConformityBasis {
    fileprivate init(_ statement: ListingSheet.Statement) {
        self =
            switch statement {
            case .qualityControl: .qualityControl
            case .selfTested: .selfTested
            case .laboratoryTested: .laboratoryTested
            }
    }
}
