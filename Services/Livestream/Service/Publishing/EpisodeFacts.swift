internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import LivestreamEvents
internal import Vocabulary
internal import Runtime

extension Episode {
    /// What is told of what happened to it. Its stream and its recordings are nobody else's affair.
    func events(of facts: [EpisodeFact], by act: Act) throws(EventFault) -> [PendingEvent] {
        var events: [PendingEvent] = []
        for fact in facts {
            switch fact {
            case .scheduled(let instant): events.append(try act.tell(EpisodeScheduled(notice(at: instant)), about: id))
            case .started(let instant): events.append(try act.tell(EpisodeStarted(notice(at: instant)), about: id))
            case .ended(let instant): events.append(try act.tell(EpisodeEnded(notice(at: instant)), about: id))
            case .cancelled(let instant): events.append(try act.tell(EpisodeCancelled(notice(at: instant)), about: id))
            case .audienceCounted(let count): events.append(try act.tell(AudienceCounted(count), about: id))
            case .streamLost, .streamRunning, .recordingAttached: break
            }
        }
        return events
    }

    private func notice(at instant: Instant) -> EpisodeNotice {
        EpisodeNotice(
            episodeID: id, programmeID: programmeID, number: number, county: county, presenters: presenterIDs,
            dayID: alleviationDayID, startsAt: period.start, endsAt: period.end, at: instant)
    }
}

extension AudienceCounted {
    fileprivate init(_ count: AudienceCount) {
        self.init(
            episodeID: count.episodeID, asOf: count.asOf, uniqueEstimate: count.uniqueEstimate, peak: count.peak,
            registers: Base64Bytes(count.viewers.registers))
    }
}
