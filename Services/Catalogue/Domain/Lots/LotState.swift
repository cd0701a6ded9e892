/// The states of a lot, as `states.md` has them.
///
/// They say what may be done with the lot as a whole; where its goods are is its ``LotStock``. A listed lot may well
/// have a part in quarantine.
public enum LotState: String, Sendable, Hashable, CaseIterable {
    /// Weighed in at a station; nobody has inspected it.
    case received
    /// Inspected and found good.
    case passed
    /// On sale.
    case listed
    /// All that could be sold of it is held back.
    case quarantined
    /// Nothing of it is left to sell.
    case closed
    /// Called back, for good.
    case recalled
}
