public import Eventing

/// Who owns a lot until it is sold.
public enum PublicTitle: String, CodeFieldValue {
    /// The producer, who is owed what is sold.
    case consigned
    /// The station, which paid the producer when it bought; its resale owes nobody.
    case purchased
}
