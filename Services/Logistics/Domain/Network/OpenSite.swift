public import Vocabulary

extension Site {
    /// OPEN: a new site joins the network.
    public static func open(_ profile: SiteProfile, id: UUIDv7) throws(SiteRefusal) -> (Site, [SiteFact]) {
        try profile.validate()
        return (Site(id: id, state: .open, profile: profile), [.opened])
    }

    /// CHANGE: an open site is described anew.
    public mutating func change(to profile: SiteProfile) throws(SiteRefusal) -> [SiteFact] {
        guard state == .open else { throw .notInState(state) }
        try profile.validate()
        // Stations, lanes and consignments were judged by where it stands in the network.
        guard profile.kind == self.profile.kind, profile.county == self.profile.county else {
            throw .placeInNetworkFixed
        }
        self.profile = profile
        return [.changed]
    }

    /// CLOSE: a site takes no more goods.
    public mutating func close() throws(SiteRefusal) -> [SiteFact] {
        guard state == .open else { throw .notInState(state) }
        state = .closed
        return [.closed]
    }
}

/// What happened to a site.
public enum SiteFact: Sendable, Equatable {
    /// It joined the network.
    case opened
    /// It is described anew.
    case changed
    /// It takes no more goods.
    case closed
}

/// Why a command to a site is refused.
public enum SiteRefusal: Error, Sendable, Equatable {
    /// It is in this state, which has no such command.
    case notInState(SiteState)
    /// The township's code has not 9 digits.
    case townshipExpected(DivisionCode)
    /// The village does not lie in the township.
    case villageElsewhere(DivisionCode)
    /// A site that collects or hands out names no hub.
    case hubMissing
    /// A hub or a depot names a hub above it.
    case hubUnexpected
    /// A period of the opening hours is not within a day of the week.
    case hoursOutOfRange(OpeningPeriod)
    /// Two periods of one weekday overlap.
    case hoursOverlap(weekday: Int32)
    /// A band ends below where it begins.
    case bandReversed(Band)
    /// The kind or the county of an open site would change.
    case placeInNetworkFixed
}

extension SiteRefusal: CustomStringConvertible {
    /// The rule's name for machines.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .townshipExpected: "township-expected"
        case .villageElsewhere: "village-elsewhere"
        case .hubMissing: "hub-missing"
        case .hubUnexpected: "hub-unexpected"
        case .hoursOutOfRange: "hours-out-of-range"
        case .hoursOverlap: "hours-overlap"
        case .bandReversed: "band-reversed"
        case .placeInNetworkFixed: "place-in-network-fixed"
        }
    }

    /// A sentence that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state): "The site is \(state.rawValue); open a new one to go on."
        case .townshipExpected(let code): "\(code) is no township; give its code of 9 digits."
        case .villageElsewhere(let code): "Village \(code) lies in another township; correct one of the two codes."
        case .hubMissing: "Name the county hub that collects from this site."
        case .hubUnexpected: "A hub or depot has no hub above it; leave it out."
        case .hoursOutOfRange(let period):
            "Weekday \(period.weekday), minute \(period.from) to \(period.to): give weekdays from 1 (Monday) to 7, and "
                + "minutes of the day from 0 to 1440, the first before the last."
        case .hoursOverlap(let weekday): "Two periods of weekday \(weekday) overlap; join them."
        case .bandReversed(let band):
            "The band from \(band.minimum) to \(band.maximum) tenths of a degree ends below its start; exchange them."
        case .placeInNetworkFixed: "A site keeps its kind and county; close it and open another."
        }
    }
}

extension SiteProfile {
    fileprivate func validate() throws(SiteRefusal) {
        guard township.level == .township else { throw .townshipExpected(township) }
        if let village, !village.description.hasPrefix(township.description) { throw .villageElsewhere(village) }
        switch kind {
        case .station, .helpStore, .trainingShop:
            guard hubID != nil else { throw .hubMissing }
        case .hub, .depot:
            guard hubID == nil else { throw .hubUnexpected }
        }
        for band in bands where band.minimum > band.maximum { throw .bandReversed(band) }
        try hours.validate()
    }
}

extension OpeningHours {
    fileprivate func validate() throws(SiteRefusal) {
        for period in periods {
            guard (1...7).contains(period.weekday), period.from >= 0, period.from < period.to, period.to <= 1440
            else { throw .hoursOutOfRange(period) }
        }
        for weekday in Int32(1)...7 {
            let periods = periods.filter { $0.weekday == weekday }.sorted { $0.from < $1.from }
            for (earlier, later) in zip(periods, periods.dropFirst()) where later.from < earlier.to {
                throw .hoursOverlap(weekday: weekday)
            }
        }
    }
}
