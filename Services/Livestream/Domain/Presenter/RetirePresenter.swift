public import Vocabulary

extension Presenter {
    /// active → retired, once no engagement is left.
    /// - Parameter engagements: those of episodes scheduled or live; others' are passed over.
    public mutating func retire(
        engagements: [Engagement],
        at now: Instant
    ) throws(PresenterRefusal) -> [PresenterFact] {
        guard state == .active else { throw .alreadyRetired }
        if let engagement = engagements.first(where: { $0.presenterID == id }) {
            throw .engaged(episodeID: engagement.episodeID)
        }
        state = .retired
        return [.retired(at: now)]
    }
}
