internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// A lot that is to be called back, with all that was made of it.
public struct RecallSheet: Record {
    /// The lot.
    public var lotID: UUIDv7
    /// Why, as a code such as `residue`.
    public var reason: String

    /// Makes it of its fields.
    public init(lotID: UUIDv7, reason: String) {
        self.lotID = lotID
        self.reason = reason
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lotID = try fields.field("lot_id", sheet?.lotID)
        reason = try fields.field("reason", sheet?.reason)
    }
}

extension CatalogueService {
    /// RECALL: calls back a lot and every lot that was made of it, at whatever remove. All that still lies at stations is
    /// held back for good, and the orders that it was promised or sold to are told.
    /// - Returns: the lots that are called back by this.
    public func recallLot(
        _ sheet: RecallSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        guard (1...Bounds.code).contains(sheet.reason.count), sheet.reason.allSatisfy(\.isCode) else {
            throw Problem(
                422, "reason-code", "give a code of lower-case letters, digits and hyphens, such as residue",
                field: "reason")
        }
        let store = LotStore(transaction: transaction)
        var closure = try await store.descent(of: sheet.lotID)
        var desk = try await StockDesk(holding: closure, at: context.now, in: transaction)
        // What was being made of them until their locks were free is called back too. Of what is locked nothing more is made.
        var grown = try await store.descent(of: sheet.lotID)
        while grown != closure {
            closure = grown
            desk = try await StockDesk(holding: closure, at: context.now, in: transaction)
            grown = try await store.descent(of: sheet.lotID)
        }
        try desk.require([sheet.lotID], of: context.caller, field: "lot_id")
        let recallID = UUIDv7.make()
        // What was called back before stays so; only the lot that is named may not be.
        let due = closure.filter { $0 == sheet.lotID || desk.lots[$0]?.state != .recalled }
        for id in due {
            let holdings = desk.holdings(of: id)
            try desk.change(id, .recall, by: .command(context)) { lot throws(LotRefusal) in
                try lot.recall(recallID, closure: closure, reason: sheet.reason, holdings: holdings)
            }
            try AuditTrail.record("recall-lot", on: id.description, by: context, in: transaction)
        }
        return Told(IDList(due), try await desk.save())
    }
}

extension Character {
    /// Whether it may stand in a code.
    fileprivate var isCode: Bool { isASCII && (isLowercase || isNumber || self == "-") }
}
