public import Vocabulary

/// A lot on sale as it waits for its turn: what decides when that comes, and how much it has to give.
public struct LotInLine: Sendable, Equatable {
    /// The lot.
    public let lotID: UUIDv7
    /// What it is of.
    public let productID: UUIDv7
    /// The production order whose buyers alone it is for; nil where anybody may have it.
    public let productionOrderID: UUIDv7?
    /// How much of it nobody has a claim on.
    public let available: Int64
    /// Its last day.
    public let expiresOn: Day
    /// Whether its sale helps registered households, as far as is known.
    public let isRegistered: Bool
    /// How much its household has sold this season, in the product's unit.
    public let soldThisSeason: Int64

    /// Makes it of its parts.
    public init(
        lotID: UUIDv7, productID: UUIDv7, productionOrderID: UUIDv7?, available: Int64, expiresOn: Day,
        isRegistered: Bool, soldThisSeason: Int64,
    ) {
        self.lotID = lotID
        self.productID = productID
        self.productionOrderID = productionOrderID
        self.available = available
        self.expiresOn = expiresOn
        self.isRegistered = isRegistered
        self.soldThisSeason = soldThisSeason
    }
}

extension LotOnSale {
    /// As it waits for its turn.
    public var inLine: LotInLine {
        LotInLine(
            lotID: lot.id, productID: lot.productID, productionOrderID: lot.origin.productionOrderID,
            available: lot.stock[.available], expiresOn: lot.origin.expiresOn, isRegistered: known.isRegistered,
            soldThisSeason: soldThisSeason)
    }
}

/// Which lots some orders come to, each lot giving in its turn, so that none of the others needs to be locked for them: those
/// that give all that is asked for, and the next one, which shows that the last of them is not the only one left. Of a
/// product of which there is less, every one that has something; what is refused then is refused by all that there is.
/// - Parameters:
///   - demand: how much is asked for of each product, by orders that anybody may place.
///   - lots: the lots on sale.
public func lotsInReach(of demand: [UUIDv7: Int64], among lots: [LotInLine], at now: Instant) -> Set<UUIDv7> {
    var reached: Set<UUIDv7> = []
    let waiting = lots.filter {
        $0.available > 0 && $0.productionOrderID == nil && demand[$0.productID] != nil && !$0.expiresOn.isOver(at: now)
    }
    for (product, lots) in Dictionary(grouping: waiting, by: \.productID) {
        var lacking = demand[product] ?? 0
        for (_, lot) in lots.map({ (LotPrecedence($0), $0) }).sorted(by: { $0.0 < $1.0 }) {
            reached.insert(lot.lotID)
            if lacking <= 0 { break }
            lacking -= lot.available
        }
    }
    return reached
}
