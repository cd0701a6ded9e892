internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Goods that were held back, and what was found when they were looked at again.
public struct ReinspectionSheet: Record {
    /// Which, and how much of what is held back.
    public var lots: [LotPortion]
    /// Who looked at them.
    public var inspectorID: UUIDv7
    /// What they found, the same of all on the sheet.
    public var outcome: InspectionSheet.Outcome
    /// Whether unfit goods are of other use to their producer, who gets them back then.
    public var isFitForOtherUse: Bool

    /// Makes it of its fields.
    public init(
        lots: [LotPortion], inspectorID: UUIDv7, outcome: InspectionSheet.Outcome, isFitForOtherUse: Bool = false
    ) {
        self.lots = lots
        self.inspectorID = inspectorID
        self.outcome = outcome
        self.isFitForOtherUse = isFitForOtherUse
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lots = try fields.field("lots", sheet?.lots)
        inspectorID = try fields.field("inspector_id", sheet?.inspectorID)
        outcome = try fields.field("outcome", sheet?.outcome)
        isFitForOtherUse = try fields.optional("fit_for_other_use", sheet?.isFitForOtherUse) ?? false
    }
}

extension CatalogueService {
    /// INSPECT what is in quarantine: sound goods are on sale again, unfit ones are lost or go back: all, or none.
    public func reinspectLots(
        _ sheet: ReinspectionSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try sheet.lots.check(field: "lots")
        let ids = sheet.lots.map(\.lotID)
        var desk = try await StockDesk(for: [], at: context.now, in: transaction)
        try await desk.openLots(ids)
        try desk.require(ids, of: context.caller, field: "lots.lot_id")
        let verdict: InspectionVerdict =
            switch sheet.outcome {
            case .passed: .passed
            case .failed: .failed(fitForOtherUse: sheet.isFitForOtherUse)
            }
        var inspections: [(lot: UUIDv7, inspection: Inspection)] = []
        for portion in sheet.lots {
            let inspection = Inspection(id: .make(), inspectorID: sheet.inspectorID, verdict: verdict)
            try desk.change(portion.lotID, .inspectAgain, by: .command(context)) { lot throws(LotRefusal) in
                try lot.inspectAgain(inspection, of: try portion.amount(of: lot), at: context.now)
            }
            inspections.append((portion.lotID, inspection))
            try AuditTrail.record("reinspect-lot", on: portion.lotID.description, by: context, in: transaction)
        }
        try InspectionStore(transaction: transaction).insert(inspections, at: context.now)
        return Told(IDList(ids), try await desk.save())
    }
}
