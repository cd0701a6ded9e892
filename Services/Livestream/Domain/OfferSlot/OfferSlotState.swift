/// Where an offer slot stands.
///
/// | from | command | to |
/// |---|---|---|
/// | ∅ | `propose` | asked |
/// | asked | `recordSetAside` | ready |
/// | asked | `recordSetAsideRefusal` | refused |
/// | ready | `open` (also by the clock) | open |
/// | ready, open | `recordSetAside` with less | the same; closed if nothing is left set aside |
/// | open | `count` | open; sold out once all that is set aside is committed |
/// | asked, ready, sold out, refused, closed | `count` | the same: orders' events may overtake the slot's own, and outlast it |
/// | asked, ready, open, sold out | `close`, `closeWithEpisode` | closed |
/// | ready, open, sold out | `closeAtWindowEnd` (clock) | closed |
public enum OfferSlotState: String, Sendable, CaseIterable {
    /// Catalogue has been asked to set its allotment aside.
    case asked
    /// Its allotment is set aside; its window has not begun, or its episode has not.
    case ready
    /// On sale.
    case open
    /// All of its stock is committed.
    case soldOut = "sold-out"
    /// Over. Final.
    case closed
    /// Catalogue did not set its allotment aside. Final.
    case refused

    /// Whether nothing will be sold in it any more.
    public var isFinal: Bool {
        switch self {
        case .asked, .ready, .open, .soldOut: false
        case .closed, .refused: true
        }
    }
}

/// What can be asked of a slot that exists.
public enum OfferSlotCommand: String, Sendable, CaseIterable {
    /// Catalogue tells how much is set aside.
    case recordSetAside = "record-set-aside"
    /// Catalogue sets nothing aside.
    case recordSetAsideRefusal = "record-set-aside-refusal"
    /// Put it on sale.
    case open
    /// Catalogue tells how orders move its stock.
    case count
    /// Take it off sale.
    case close
    /// The clock: its window has ended.
    case closeAtWindowEnd = "close-at-window-end"
    /// Its episode has ended or was cancelled.
    case closeWithEpisode = "close-with-episode"
}
