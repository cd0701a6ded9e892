public import Vocabulary

/// A presenter's time, given to an episode that is scheduled or live. No presenter is ever in two at once.
public struct Engagement: Sendable, Hashable {
    /// Who presents.
    public let presenterID: UUIDv7
    /// What they present.
    public let episodeID: UUIDv7
    /// From the episode's planned start to its planned end.
    public let period: Period

    /// Makes an engagement.
    public init(presenterID: UUIDv7, episodeID: UUIDv7, period: Period) {
        self.presenterID = presenterID
        self.episodeID = episodeID
        self.period = period
    }

    /// The first engagement that keeps one of these presenters from taking an episode in a period; nil if all are free.
    /// - Parameters:
    ///   - presenterIDs: who is to present.
    ///   - period: when.
    ///   - episodeID: the episode in question, whose own engagements are no obstacle to moving it.
    ///   - engagements: what is agreed so far.
    public static func firstConflict(
        of presenterIDs: [UUIDv7],
        in period: Period,
        for episodeID: UUIDv7,
        among engagements: [Engagement]
    ) -> Engagement? {
        let wanted = Set(presenterIDs)
        return engagements.first {
            wanted.contains($0.presenterID) && $0.episodeID != episodeID && $0.period.overlaps(period)
        }
    }
}
