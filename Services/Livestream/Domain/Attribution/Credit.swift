public import Vocabulary

/// Which episode a line of an order is owed to. It is decided once, when the order becomes known, so that whatever is
/// settled, and whatever is reversed, goes to the same episode.
public struct Credit: Sendable, Hashable {
    /// The episode.
    public let episode: EpisodeReference
    /// The slot that sold it, if one did.
    public let offerID: UUIDv7?
    /// What was bought.
    public let listingID: UUIDv7
    /// By which rule.
    public let rule: AttributionRule

    /// Makes a credit.
    public init(episode: EpisodeReference, offerID: UUIDv7?, listingID: UUIDv7, rule: AttributionRule) {
        self.episode = episode
        self.offerID = offerID
        self.listingID = listingID
        self.rule = rule
    }
}

/// By which rule an episode gets the credit for a sale.
public enum AttributionRule: String, Sendable, CaseIterable {
    /// One of its slots sold it.
    case slot
    /// It was the last that the buyer's session watched, within 24 hours.
    case lastEpisode = "last-episode-24h"
}

/// An order's lines as placed, as far as livestream needs them.
public struct OrderPlacement: Sendable, Hashable {
    /// When it was placed.
    public let placedAt: Instant
    /// The buyer's session; nil if it was placed where there is none.
    public let session: Token?
    /// Its lines.
    public let lines: [Line]

    /// Makes a placement.
    public init(placedAt: Instant, session: Token?, lines: [Line]) {
        self.placedAt = placedAt
        self.session = session
        self.lines = lines
    }

    /// A line of an order.
    public struct Line: Sendable, Hashable {
        /// Its number in the order.
        public let line: Int32
        /// What was bought.
        public let listingID: UUIDv7
        /// The slot that it was bought in, if any.
        public let offerID: UUIDv7?

        /// Makes a line.
        public init(line: Int32, listingID: UUIDv7, offerID: UUIDv7?) {
            self.line = line
            self.listingID = listingID
            self.offerID = offerID
        }
    }

    /// Which line is owed to which episode: to its slot's, else to the last that the session watched; else to none.
    /// - Parameters:
    ///   - slots: the episode of each slot that the lines name.
    ///   - views: what the session watched.
    func credits(slots: [UUIDv7: EpisodeReference], views: [EpisodeView]) -> [Int32: Credit] {
        let lastView = session.flatMap { EpisodeView.last(of: $0, before: placedAt, among: views) }
        var credits: [Int32: Credit] = [:]
        for line in lines {
            if let offerID = line.offerID, let episode = slots[offerID] {
                credits[line.line] = Credit(
                    episode: episode, offerID: offerID, listingID: line.listingID, rule: .slot)
            } else if let lastView {
                credits[line.line] = Credit(
                    episode: lastView.episode, offerID: nil, listingID: line.listingID, rule: .lastEpisode)
            }
        }
        return credits
    }
}
