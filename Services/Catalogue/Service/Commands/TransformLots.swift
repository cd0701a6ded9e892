internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
public import Runtime
internal import Vocabulary

/// Lots that are made into others.
public struct TransformationSheet: Record {
    /// What goes in.
    public var inputs: [LotPortion]
    /// What comes out, each as it is weighed in.
    public var outputs: [LotSheet.Entry]
    /// What the packing of the outputs weighs, in grams.
    public var packingGrams: Int64

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        inputs = try fields.field("inputs", sheet?.inputs)
        outputs = try fields.field("outputs", sheet?.outputs)
        packingGrams = try fields.field("packing_g", sheet?.packingGrams)
    }
}

extension CatalogueService {
    /// TRANSFORM: makes lots into others, as a kitchen makes maltose of wheat and rice. The new lots are inspected and
    /// listed like any other, and are called back with what they were made of.
    /// - Returns: the new lots.
    public func transformLots(
        _ sheet: TransformationSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try sheet.inputs.check(field: "inputs")
        try Bounds.check(count: sheet.outputs.count, field: "outputs")
        try Bounds.check(sheet.packingGrams, upTo: Bounds.quantity, field: "packing_g")
        let ids = sheet.inputs.map(\.lotID)
        var desk = try await StockDesk(for: [], at: context.now, in: transaction)
        try await desk.openLots(ids)
        try desk.require(ids, of: context.caller, field: "inputs.lot_id")
        let made = try await weighIn(sheet.outputs, madeOf: ids, context, in: transaction)
        let inputs = sheet.inputs.map { portion in (productID: desk.lots[portion.lotID]?.productID, portion.quantity) }
        let weights = try await ProductStore(transaction: transaction)
            .load(Set(inputs.compactMap(\.productID) + made.map(\.productID)).sorted())
            .mapValues(\.specification.unit)
        let transformation = Transformation(
            outputs: made.map(\.id),
            inputGrams: inputs.reduce(0) { sum, input in
                sum + (input.productID.flatMap { weights[$0] }?.netGrams(of: input.1) ?? 0)
            },
            packingGrams: sheet.packingGrams,
            outputGrams: made.reduce(0) { sum, lot in
                sum + (weights[lot.productID]?.grossGrams(of: Quantity(lot.stock.received, lot.stock.unit)) ?? 0)
            })
        for portion in sheet.inputs {
            try desk.change(portion.lotID, .transform, by: .command(context)) { lot throws(LotRefusal) in
                try lot.transform(try portion.amount(of: lot), by: transformation)
            }
            try AuditTrail.record("transform-lot", on: portion.lotID.description, by: context, in: transaction)
        }
        return Told(IDList(made.map(\.id)), try await desk.save())
    }
}
