internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
internal import Vocabulary

/// Goods that their producers take back.
public struct ReturnSheet: Record {
    /// Which, and how much.
    public var lots: [LotPortion]

    /// Makes it of portions.
    public init(lots: [LotPortion]) {
        self.lots = lots
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lots = try fields.field("lots", sheet?.lots)
    }
}

extension CatalogueService {
    /// RETURN: gives back to producers what is not sold of their consigned lots: all on the sheet, or none.
    public func returnLots(
        _ sheet: ReturnSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try sheet.lots.check(field: "lots")
        let ids = sheet.lots.map(\.lotID)
        var desk = try await StockDesk(for: [], at: context.now, in: transaction)
        try await desk.openLots(ids)
        try desk.require(ids, of: context.caller, field: "lots.lot_id")
        for portion in sheet.lots {
            try desk.change(portion.lotID, .returnToProducer, by: .command(context)) { lot throws(LotRefusal) in
                try lot.returnToProducer(try portion.amount(of: lot))
            }
            try AuditTrail.record("return-lot", on: portion.lotID.description, by: context, in: transaction)
        }
        return Told(IDList(ids), try await desk.save())
    }
}
