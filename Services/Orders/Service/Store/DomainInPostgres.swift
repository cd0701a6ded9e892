public import Delivery
public import OrdersDomain
internal import Postgres
internal import Vocabulary

// How the words of the domain are stored: each as the code that it is published by.

extension OrderKind: StoredAsText {}
extension OrderDirection: StoredAsText {}
extension OrderChannel: StoredAsText {}
extension OrderState: StoredAsText {}
extension Destination.Kind: StoredAsText {}
extension CancellationReason: StoredAsText {}
extension WithdrawalCause: StoredAsText {}
extension Producer.Kind: StoredAsText {}
extension LotTitle: StoredAsText {}
extension Payment.State: StoredAsText {}
extension LedgerTransaction.Occasion: StoredAsText {}
extension LedgerTransaction.State: StoredAsText {}
extension LedgerAccount.Kind: StoredAsText {}
extension Settlement.Kind: StoredAsText {}
extension Payout.State: StoredAsText {}
extension Claim.Kind: StoredAsText {}
extension Claim.Cause: StoredAsText {}
extension Claim.Side: StoredAsText {}
extension Claim.State: StoredAsText {}
extension ClaimDecision.Outcome: StoredAsText {}
extension LiableParty: StoredAsText {}

extension QuantityUnit {
    /// What prices of goods counted so are asked for; no column says it a second time.
    var priceBasis: PriceBasis {
        switch self {
        case .grams: .per500g
        case .pieces: .perPiece
        }
    }
}

extension Band {
    /// A band of its three columns, which are all there or none.
    init?(_ minimum: Int32?, _ maximum: Int32?, _ allowedMinutes: Int64?) {
        guard let minimum, let maximum, let allowedMinutes else { return nil }
        self.init(minimum: minimum, maximum: maximum, allowedMinutes: allowedMinutes)
    }
}
