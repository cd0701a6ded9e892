internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Goods that are to be held back.
public struct QuarantineSheet: Record {
    /// Why goods are held back by a person.
    public enum Cause: String, CodeFieldValue {
        /// An inspection is due, or found something.
        case inspection
        /// A claim says that they are not sound.
        case claim
        /// The sensor that watched them fell silent.
        case deadSensor = "dead-sensor"
    }

    /// Which, and how much.
    public var lots: [LotPortion]
    /// Why.
    public var cause: Cause
    /// The inspection, claim or sensor that says so.
    public var causeID: UUIDv7

    /// Makes it of its fields.
    public init(lots: [LotPortion], cause: Cause, causeID: UUIDv7) {
        self.lots = lots
        self.cause = cause
        self.causeID = causeID
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lots = try fields.field("lots", sheet?.lots)
        cause = try fields.field("cause", sheet?.cause)
        causeID = try fields.field("cause_id", sheet?.causeID)
    }
}

extension CatalogueService {
    /// QUARANTINE: holds back some of what lies at a station, of all lots on the sheet or of none; whoever has a claim on
    /// it is told.
    public func quarantineLots(
        _ sheet: QuarantineSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try sheet.lots.check(field: "lots")
        let ids = sheet.lots.map(\.lotID)
        var desk = try await StockDesk(holding: ids, at: context.now, in: transaction)
        try desk.require(ids, of: context.caller, field: "lots.lot_id")
        let cause = QuarantineCause(sheet.cause)
        for portion in sheet.lots {
            let holdings = desk.holdings(of: portion.lotID)
            try desk.change(portion.lotID, .quarantine, by: .command(context)) { lot throws(LotRefusal) in
                try lot.quarantine(
                    try portion.amount(of: lot), cause: cause, causeID: sheet.causeID, holdings: holdings)
            }
            try AuditTrail.record("quarantine-lot", on: portion.lotID.description, by: context, in: transaction)
        }
        return Told(IDList(ids), try await desk.save())
    }
}

extension QuarantineCause {
    fileprivate init(_ cause: QuarantineSheet.Cause) {
        self =
            switch cause {
            case .inspection: .inspection
            case .claim: .claim
            case .deadSensor: .deadSensor
            }
    }
}
