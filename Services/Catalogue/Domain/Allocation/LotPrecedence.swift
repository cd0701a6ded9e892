internal import Vocabulary

/// Whose turn it is: registered households' lots first; among them first expired, then least sold this season, then
/// lot id. All others come after them, first expired, then lot id.
struct LotPrecedence: Comparable {
    private let rank: Int
    private let expiresOn: Day
    private let soldThisSeason: Int64
    private let lotID: UUIDv7

    init(_ lot: LotInLine) {
        rank = lot.isRegistered ? 0 : 1
        expiresOn = lot.expiresOn
        soldThisSeason = lot.isRegistered ? lot.soldThisSeason : 0
        lotID = lot.lotID
    }

    static func < (left: LotPrecedence, right: LotPrecedence) -> Bool {
        (left.rank, left.expiresOn, left.soldThisSeason, left.lotID)
            < (right.rank, right.expiresOn, right.soldThisSeason, right.lotID)
    }
}
