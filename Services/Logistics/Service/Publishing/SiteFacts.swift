internal import Delivery
internal import Eventing
internal import LogisticsDomain
internal import LogisticsEvents
internal import Vocabulary
internal import Runtime

extension Site {
    /// What is told of what happened to it.
    func events(of facts: [SiteFact], by act: Act) throws(EventFault) -> [PendingEvent] {
        let notice = try StationNotice(self)
        var events: [PendingEvent] = []
        for fact in facts {
            switch fact {
            case .opened: events.append(try act.tell(StationOpened(notice), about: id))
            case .changed: events.append(try act.tell(StationChanged(notice), about: id))
            case .closed: events.append(try act.tell(StationClosed(notice), about: id))
            }
        }
        return events
    }
}

extension StationNotice {
    /// What a site is, as it is told and shown.
    init(_ site: Site) throws(EventFault) {
        let profile = site.profile
        var roles: [Role] = []
        for role in profile.roles.sorted(by: { $0.rawValue < $1.rawValue }) { roles.append(try Role(sameAs: role)) }
        self.init(
            stationID: site.id, kind: try Kind(sameAs: profile.kind),
            name: Name(chinese: profile.name.chinese, english: profile.name.english), county: profile.county,
            township: profile.township, village: profile.village, longitude: profile.coordinate.longitude,
            latitude: profile.coordinate.latitude, roles: roles, hub: profile.hubID, operatorID: profile.operatorID,
            bands: profile.bands,
            hours: profile.hours.periods.map { OpeningPeriod(weekday: $0.weekday, from: $0.from, to: $0.to) })
    }
}
