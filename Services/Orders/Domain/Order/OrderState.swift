/// Where an order stands.
public enum OrderState: String, Sendable, CaseIterable {
    /// Accepted; catalogue has not answered.
    case placed
    /// Stock is held; the standing of some household is not determined yet.
    case reserved
    /// Waits for the buyer's payment, until its deadline.
    case payable
    /// Paid; nothing is collected yet.
    case confirmed
    /// Some of its goods are collected.
    case fulfilling
    /// All its goods have ended, some of them delivered.
    case completed
    /// Ended without anything delivered.
    case cancelled
}

/// Why an order was cancelled.
public enum CancellationReason: String, Sendable, CaseIterable {
    /// Catalogue could not fill every line.
    case stock
    /// A price is above what the buyer was shown.
    case priceChanged = "price-changed"
    /// The payment was declined for good.
    case paymentDeclined = "payment-declined"
    /// Nothing was paid in time.
    case unpaid
    /// The buyer wished it.
    case buyer
    /// The stock held for it was quarantined, recalled or has expired.
    case revoked
    /// Nothing of it could be delivered.
    case deliveryFailed = "delivery-failed"
}
