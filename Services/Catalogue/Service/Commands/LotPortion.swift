internal import CatalogueDomain
public import Eventing
internal import Runtime
public import Vocabulary

/// Some of a lot's goods.
public struct LotPortion: Record {
    /// The lot.
    public var lotID: UUIDv7
    /// How much of it.
    public var quantity: Quantity

    /// Makes it of both.
    public init(lotID: UUIDv7, quantity: Quantity) {
        self.lotID = lotID
        self.quantity = quantity
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ portion: Self?) throws(EventFault) {
        lotID = try fields.field("lot_id", portion?.lotID)
        quantity = try fields.field("quantity", portion?.quantity)
    }
}

extension LotPortion {
    /// The amount, if it is counted as the lot is.
    func amount(of lot: Lot) throws(LotRefusal) -> Int64 {
        guard quantity.unit == lot.stock.unit else { throw .wrongUnit(quantity.unit) }
        guard quantity.amount > 0 else { throw .quantityNotPositive }
        return quantity.amount
    }
}

extension [LotPortion] {
    /// Refuses portions of nothing, of too much at once, or of one lot twice.
    func check(field: String) throws {
        try Bounds.check(distinct: map(\.lotID), field: field)
        for portion in self { try Bounds.check(portion.quantity.amount, upTo: Bounds.quantity, field: "quantity") }
    }
}

extension StockDesk {
    /// Sees that all lots of a command are there. To who is bound to a county, another county's are not.
    /// - Parameters:
    ///   - caller: who gives the command.
    ///   - field: by which the command names them.
    func require(_ lots: [UUIDv7], of caller: Caller, field: String) throws {
        for id in lots where self.lots[id].map({ caller.reaches($0.origin.village) }) != true {
            throw Problem.unknown("lot \(id)", field: field)
        }
    }
}
