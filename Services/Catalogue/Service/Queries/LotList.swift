internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Which lots are looked for.
public struct LotFilter: Sendable {
    /// In which state; nil for any.
    public var state: String?
    /// Of which product; nil for any.
    public var productID: UUIDv7?
    /// Kept by which station; nil for any.
    public var stationID: UUIDv7?

    /// Of which county; nil for any.
    public var county: DivisionCode?

    /// Looks for lots.
    /// - Throws: a problem that names `state`, if there is no such state.
    public init(
        state: String?, productID: UUIDv7?, stationID: UUIDv7?, county: DivisionCode? = nil
    ) throws(Problem) {
        if let state, LotState(rawValue: state) == nil {
            let states = LotState.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(400, "malformed", "state takes one of \(states)", field: "state")
        }
        self.state = state
        self.productID = productID
        self.stationID = stationID
        self.county = county
    }
}

/// Lots.
public struct LotList: Record {
    /// All of this page.
    public var lots: [LotDetail]

    init(_ lots: [LotDetail]) {
        self.lots = lots
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        lots = try fields.field("lots", list?.lots)
    }
}

extension CatalogueService {
    /// The lots that a filter lets through.
    public func lots(
        _ filter: LotFilter, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> LotList {
        let ids = try await transaction.query(
            """
            SELECT id FROM lot
            WHERE (\(filter.state) IS NULL OR state = \(filter.state))
                AND (\(filter.productID) IS NULL OR product = \(filter.productID))
                AND (\(filter.stationID) IS NULL OR station = \(filter.stationID))
                AND (\(filter.county) IS NULL OR left(village, 6) = \(filter.county))
                AND (\(page.last) IS NULL OR id > \(page.last))
            ORDER BY id LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self)
        return LotList(try await LotStore(transaction: transaction).look(at: ids).map(LotDetail.init))
    }
}
