internal import Delivery
public import Eventing
public import Postgres
internal import Runtime
public import Vocabulary

/// A lot and what was asked of it.
public struct LotStory: Record {
    /// The lot as it is.
    public var lot: LotDetail
    /// What was asked of it, the first first.
    public var history: [StockRecord]

    init(lot: LotDetail, history: [StockRecord]) {
        self.lot = lot
        self.history = history
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ story: Self?) throws(EventFault) {
        lot = try fields.field("lot", story?.lot)
        history = try fields.field("history", story?.history)
    }
}

extension CatalogueService {
    /// One lot with its history.
    public func lot(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> LotStory {
        guard let lot = try await LotStore(transaction: transaction).look(at: [id]).first else {
            throw Problem.notFound("lot \(id)")
        }
        return LotStory(
            lot: LotDetail(lot), history: try await StockHistory(transaction: transaction).records(of: id))
    }
}
