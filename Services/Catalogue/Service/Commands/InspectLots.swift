internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Lots that were looked at, and what was found.
public struct InspectionSheet: Record {
    /// What was found, the same of all lots on the sheet.
    public enum Outcome: String, CodeFieldValue {
        /// The goods may be sold.
        case passed
        /// They may not, and are held back.
        case failed
    }

    /// The lots.
    public var lotIDs: [UUIDv7]
    /// Who looked at them.
    public var inspectorID: UUIDv7
    /// What they found.
    public var outcome: Outcome

    /// Makes it of its fields.
    public init(lotIDs: [UUIDv7], inspectorID: UUIDv7, outcome: Outcome) {
        self.lotIDs = lotIDs
        self.inspectorID = inspectorID
        self.outcome = outcome
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lotIDs = try fields.field("lot_ids", sheet?.lotIDs)
        inspectorID = try fields.field("inspector_id", sheet?.inspectorID)
        outcome = try fields.field("outcome", sheet?.outcome)
    }
}

extension CatalogueService {
    /// INSPECT: passes lots that were just received, or holds them back: all of them, or none.
    public func inspectLots(
        _ sheet: InspectionSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(distinct: sheet.lotIDs, field: "lot_ids")
        var desk = try await StockDesk(for: [], at: context.now, in: transaction)
        try await desk.openLots(sheet.lotIDs)
        try desk.require(sheet.lotIDs, of: context.caller, field: "lot_ids")
        var inspections: [(lot: UUIDv7, inspection: Inspection)] = []
        for id in sheet.lotIDs {
            let inspection = Inspection(
                id: .make(), inspectorID: sheet.inspectorID, verdict: InspectionVerdict(sheet.outcome))
            try desk.change(id, .inspect, by: .command(context)) { lot throws(LotRefusal) in
                try lot.inspect(inspection)
            }
            inspections.append((id, inspection))
            try AuditTrail.record("inspect-lot", on: id.description, by: context, in: transaction)
        }
        try InspectionStore(transaction: transaction).insert(inspections, at: context.now)
        return Told(IDList(sheet.lotIDs), try await desk.save())
    }
}

extension InspectionVerdict {
    /// The verdict of a first inspection. Whether unfit goods serve another use is asked only when they are inspected
    /// again.
    fileprivate init(_ outcome: InspectionSheet.Outcome) {
        self =
            switch outcome {
            case .passed: .passed
            case .failed: .failed(fitForOtherUse: false)
            }
    }
}
