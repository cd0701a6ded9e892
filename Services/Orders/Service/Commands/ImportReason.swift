public import Eventing

/// Why an order of a partner is not taken. The list is closed: a new reason is a new major version of the interface.
public enum ImportReason: String, CodeFieldValue {
    /// It cannot be read: a field is missing, or of another form.
    case malformed
    /// The partner's reference is empty or too long.
    case partnerReference = "partner-reference"
    /// There is nothing in it, or too much.
    case lineCount = "line-count"
    /// Two lines bear the same number, or one is below 1.
    case lineNumber = "line-number"
    /// The listing of a line is not known.
    case unknownListing = "unknown-listing"
    /// A quantity is not above zero, or beyond what one line may ask for.
    case quantityOutOfRange = "quantity-out-of-range"
    /// A price is not above zero, or beyond what anything costs.
    case priceOutOfRange = "price-out-of-range"
    /// The product is sold by weight and was asked for by the piece, or the other way.
    case wrongUnit = "wrong-unit"
    /// A line costs less than one fen.
    case worthlessLine = "worthless-line"
    /// There is no place that the goods could go to.
    case destinationMissing = "destination-missing"
    /// The pick-up station is not known.
    case unknownStation = "unknown-station"
    /// Another batch took an order of this reference meanwhile, and was undone: send it again.
    case overtaken
    /// Another rule, which the detail names.
    case refused
}
