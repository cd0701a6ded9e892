internal import CatalogueDomain
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Lots that were looked at and found good.
public struct InspectionSheet: Record {
    /// The lots.
    public var lotIDs: [UUIDv7]
    /// Who looked at them.
    public var inspectorID: UUIDv7

    /// Makes it of its fields.
    public init(lotIDs: [UUIDv7], inspectorID: UUIDv7) {
        self.lotIDs = lotIDs
        self.inspectorID = inspectorID
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lotIDs = try fields.field("lot_ids", sheet?.lotIDs)
        inspectorID = try fields.field("inspector_id", sheet?.inspectorID)
    }
}

extension CatalogueService {
    /// INSPECT: passes lots that were just received: all of them, or none.
    public func inspectLots(
        _ sheet: InspectionSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.lotIDs.count, field: "lot_ids")
        let store = LotStore(transaction: transaction)
        let known = try await store.load(sheet.lotIDs)
        var lots: [Lot] = []
        var inspections: [(lot: UUIDv7, inspection: Inspection)] = []
        for id in sheet.lotIDs {
            guard var lot = known[id] else { throw Problem.notFound("lot \(id)") }
            let inspection = Inspection(id: .make(), inspectorID: sheet.inspectorID, verdict: .passed)
            _ = try lot.inspect(inspection)
            lots.append(lot)
            inspections.append((id, inspection))
            try AuditTrail.record("inspect-lot", on: id.description, by: context, in: transaction)
        }
        try InspectionStore(transaction: transaction).insert(inspections, at: context.now)
        try store.updateStates(lots)
        return Told(IDList(sheet.lotIDs))
    }
}
