internal import LivestreamDomain
internal import LivestreamEvents

extension RevenueAttributed {
    /// What is told of money that an episode brought in.
    init(_ attribution: Attribution) {
        self.init(
            attributionID: attribution.id, settlementID: attribution.settlementID, orderID: attribution.orderID,
            episodeID: attribution.credit.episode.episodeID, programmeID: attribution.credit.episode.programmeID,
            offerID: attribution.credit.offerID, productID: attribution.productID, county: attribution.county,
            amountFen: attribution.amount, toRegisteredFen: attribution.toRegistered,
            rule: Rule(attribution.credit.rule))
    }
}

extension RevenueAttributed.Rule {
    fileprivate init(_ rule: AttributionRule) {
        switch rule {
        case .slot: self = .slot
        case .lastEpisode: self = .lastEpisode
        }
    }
}

extension TrafficGranted {
    /// What is told of exposure that a listing was granted.
    init(_ grant: TrafficGrant) {
        self.init(
            grantID: grant.id, listingID: grant.listingID, productID: grant.productID, county: grant.county,
            impressions: grant.impressions, from: grant.period.start, to: grant.period.end, basis: grant.evidenceID)
    }
}
