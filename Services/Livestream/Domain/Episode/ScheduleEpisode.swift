public import Vocabulary

/// What an episode is meant to be.
public struct EpisodePlan: Sendable, Hashable {
    /// Its identifier.
    public let id: UUIDv7
    /// Its number in the programme, from 1.
    public let number: Int32
    /// The county that it comes from.
    public let county: DivisionCode
    /// When it is to start.
    public let startsAt: Instant
    /// When it is to end.
    public let endsAt: Instant

    /// Makes a plan.
    public init(id: UUIDv7, number: Int32, county: DivisionCode, startsAt: Instant, endsAt: Instant) {
        self.id = id
        self.number = number
        self.county = county
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}

extension Episode {
    /// ∅ → scheduled: its start is in the future, its programme open, and its presenters are free.
    /// - Parameters:
    ///   - plan: what it is meant to be.
    ///   - programme: what it belongs to.
    ///   - presenters: who presents it.
    ///   - engagements: those of the presenters, as agreed so far.
    ///   - alleviationDay: the day that it is to be part of.
    public static func schedule(
        _ plan: EpisodePlan,
        in programme: Programme,
        by presenters: [Presenter],
        engagements: [Engagement],
        on alleviationDay: AlleviationDay?,
        at now: Instant
    ) throws(EpisodeRefusal) -> (Episode, [EpisodeFact]) {
        guard plan.number > 0 else { throw .numberNotPositive(plan.number) }
        guard plan.county.level == .county else { throw .notACounty(plan.county) }
        guard programme.state == .open else { throw .programmeClosed }
        try requireFit(presenters)
        let period = try freePeriod(
            from: plan.startsAt, to: plan.endsAt, on: alleviationDay, episodeID: plan.id,
            presenterIDs: presenters.map(\.id), engagements: engagements, at: now)
        let episode = Episode(
            id: plan.id, programmeID: programme.id, number: plan.number, county: plan.county,
            presenterIDs: presenters.map(\.id), alleviationDayID: alleviationDay?.id, period: period,
            state: .scheduled, stream: .awaited, recordings: [])
        return (episode, [.scheduled(at: now)])
    }

    private static func requireFit(_ presenters: [Presenter]) throws(EpisodeRefusal) {
        guard !presenters.isEmpty else { throw .noPresenter }
        var named: Set<UUIDv7> = []
        for presenter in presenters {
            guard named.insert(presenter.id).inserted else { throw .presenterNamedTwice(presenter.id) }
            guard presenter.state == .active else { throw .presenterRetired(presenter.id) }
        }
    }

    /// The period from one instant to another, if it may be an episode's.
    static func freePeriod(
        from start: Instant,
        to end: Instant,
        on alleviationDay: AlleviationDay?,
        episodeID: UUIDv7,
        presenterIDs: [UUIDv7],
        engagements: [Engagement],
        at now: Instant
    ) throws(EpisodeRefusal) -> Period {
        guard let period = Period(from: start, to: end) else { throw .endsBeforeItStarts }
        guard start > now else { throw .startsInThePast }
        if let day = alleviationDay?.day, Day(of: start) != day { throw .outsideAlleviationDay(day) }
        let conflict = Engagement.firstConflict(of: presenterIDs, in: period, for: episodeID, among: engagements)
        if let conflict { throw .presenterEngaged(conflict.presenterID, episodeID: conflict.episodeID) }
        return period
    }
}
