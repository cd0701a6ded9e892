public import Eventing

/// Every fact that livestream tells, by its aggregate: what its contract is made of.
public enum LivestreamFacts {
    /// The facts.
    public static let all: [any Event.Type] = [
        AudienceCounted.self,
        DayClosed.self, DayOpened.self,
        EpisodeCancelled.self, EpisodeEnded.self, EpisodeScheduled.self, EpisodeStarted.self,
        OfferClosed.self, OfferOpened.self, OfferScheduled.self, OfferSoldOut.self,
        RevenueAttributed.self,
        TrafficGranted.self,
    ]
}
