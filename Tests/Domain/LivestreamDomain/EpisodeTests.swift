import LivestreamDomain
import Testing
import Vocabulary

@Suite("Episode: scheduling")
struct EpisodeSchedulingTests {
    private func schedule(
        number: Int32 = 1,
        county: String = "522728",
        startsAt: String = "2019-07-07T20:00:00+08:00",
        endsAt: String = "2019-07-07T22:00:00+08:00",
        programme: ProgrammeState = .open,
        presenters: [Presenter] = [Sample.presenter()],
        engagements: [Engagement] = [],
        isOnAlleviationDay: Bool = true
    ) throws -> (Episode, [EpisodeFact]) {
        let plan = EpisodePlan(
            id: Sample.episodeID, number: number, county: try #require(DivisionCode(county)),
            startsAt: try Sample.instant(startsAt), endsAt: try Sample.instant(endsAt))
        return try Episode.schedule(
            plan, in: Sample.programme(programme), by: presenters, engagements: engagements,
            on: isOnAlleviationDay ? Sample.alleviationDay() : nil, at: Sample.before())
    }

    @Test("takes a time in the future, an open programme and free presenters")
    func schedules() throws {
        let (episode, facts) = try schedule()
        #expect(episode == (try Sample.episode()))
        #expect(facts == [.scheduled(at: try Sample.before())])
    }

    @Test("needs no alleviation day")
    func schedulesOnAnyDay() throws {
        let (episode, _) = try schedule(
            startsAt: "2019-07-10T20:00:00+08:00", endsAt: "2019-07-10T22:00:00+08:00", isOnAlleviationDay: false)
        #expect(episode.alleviationDayID == nil)
    }

    @Test("refuses a number below 1, and a place that is no county")
    func refusesWrongDescription() throws {
        #expect(throws: EpisodeRefusal.numberNotPositive(0)) { try schedule(number: 0) }
        let township = try #require(DivisionCode("522728100"))
        #expect(throws: EpisodeRefusal.notACounty(township)) { try schedule(county: "522728100") }
    }

    @Test("refuses times that are past, inverted, or off the alleviation day")
    func refusesWrongTimes() throws {
        #expect(throws: EpisodeRefusal.startsInThePast) { try schedule(startsAt: "2019-07-01T09:00:00+08:00") }
        #expect(throws: EpisodeRefusal.endsBeforeItStarts) { try schedule(endsAt: "2019-07-07T20:00:00+08:00") }
        let day = try Sample.day("2019-07-07")
        #expect(throws: EpisodeRefusal.outsideAlleviationDay(day)) {
            try schedule(startsAt: "2019-07-08T00:00:00+08:00", endsAt: "2019-07-08T02:00:00+08:00")
        }
    }

    @Test("refuses a closed programme")
    func refusesClosedProgramme() {
        #expect(throws: EpisodeRefusal.programmeClosed) { try schedule(programme: .closed) }
    }

    @Test("refuses presenters that are missing, named twice, retired or engaged elsewhere")
    func refusesPresenters() throws {
        let id = Sample.presenterID
        #expect(throws: EpisodeRefusal.noPresenter) { try schedule(presenters: []) }
        #expect(throws: EpisodeRefusal.presenterNamedTwice(id)) {
            try schedule(presenters: [Sample.presenter(), Sample.presenter()])
        }
        #expect(throws: EpisodeRefusal.presenterRetired(id)) {
            try schedule(presenters: [Sample.presenter(id, .retired)])
        }
        let elsewhere = Engagement(presenterID: id, episodeID: Sample.id(50), period: try Sample.period())
        #expect(throws: EpisodeRefusal.presenterEngaged(id, episodeID: Sample.id(50))) {
            try schedule(engagements: [elsewhere])
        }
    }

    @Test("is moved to a time that overlaps its own, together with its alleviation day")
    func reschedules() throws {
        var episode = try Sample.episode()
        let start = try Sample.start() + .minutes(30)
        let facts = try episode.reschedule(
            from: start, to: start + .hours(2), on: nil, slots: [.closed, .refused],
            engagements: episode.engagements, at: Sample.before())
        #expect(facts == [.scheduled(at: try Sample.before())])
        #expect(episode.period == Period(from: start, to: start + .hours(2)))
        #expect(episode.alleviationDayID == nil)
    }

    @Test(
        "is not moved while slots are promised within its time",
        arguments: OfferSlotState.allCases.filter { !$0.isFinal })
    func refusesToMoveSlots(slot: OfferSlotState) throws {
        let before = try Sample.episode()
        var episode = before
        #expect(throws: EpisodeRefusal.slotsPending(1)) {
            try episode.reschedule(
                from: Sample.start() + .hours(1), to: Sample.end() + .hours(1), on: nil, slots: [slot, .closed],
                engagements: [], at: Sample.before())
        }
        #expect(episode == before)
    }
}

@Suite("Episode: on the air")
struct EpisodeOnAirTests {
    @Test("starts from 15 minutes before its time until two hours after")
    func startsInTime() throws {
        let start = try Sample.start()
        let (earliest, latest) = (start - .minutes(15), start + .hours(2))
        for now in [earliest, start, latest - .milliseconds(1)] {
            var episode = try Sample.episode()
            #expect(try episode.start(by: Sample.presenterID, at: now) == [.started(at: now)])
        }
        var episode = try Sample.episode()
        #expect(throws: EpisodeRefusal.tooEarly(from: earliest)) {
            try episode.start(by: Sample.presenterID, at: earliest - .milliseconds(1))
        }
        #expect(throws: EpisodeRefusal.tooLate(since: latest)) { try episode.start(by: Sample.presenterID, at: latest) }
    }

    @Test("is started by one of its presenters only")
    func startsByPresenter() throws {
        var episode = try Sample.episode()
        #expect(throws: EpisodeRefusal.notItsPresenter(Sample.id(99))) {
            try episode.start(by: Sample.id(99), at: Sample.start())
        }
    }

    @Test("is given up by the clock two hours after its time, and not before")
    func clockCancels() throws {
        var episode = try Sample.episode()
        let due = try Sample.start() + .hours(2)
        #expect(episode.deadlines == [Deadline(.cancelUnstarted, due: due)])
        #expect(throws: EpisodeRefusal.notDue(until: due)) { try episode.cancelUnstarted(at: due - .milliseconds(1)) }
        #expect(try episode.cancelUnstarted(at: due) == [.cancelled(at: due)])
        #expect(episode.deadlines == [])
    }

    @Test("is ended by the clock after two hours without a stream past its planned end")
    func clockEnds() throws {
        let end = try Sample.end()
        let lostAfterEnd = Episode.Stream.lost(at: end + .minutes(10))
        let lostBeforeEnd = Episode.Stream.lost(at: end - .minutes(10))
        let table: [(Episode.Stream, Instant)] = [
            (.awaited, end + .hours(2)), (lostBeforeEnd, end + .hours(2)), (lostAfterEnd, end + .minutes(130)),
        ]
        for (stream, due) in table {
            var episode = try Sample.episode(.live, stream: stream)
            #expect(episode.deadlines == [Deadline(.endWithoutStream, due: due)])
            #expect(throws: EpisodeRefusal.notDue(until: due)) {
                try episode.endWithoutStream(at: due - .milliseconds(1))
            }
            #expect(try episode.endWithoutStream(at: due) == [.ended(at: due)])
        }
    }

    @Test("is never ended by the clock while its stream runs")
    func clockSparesStream() throws {
        var episode = try Sample.episode(.live, stream: .running)
        #expect(episode.deadlines == [])
        #expect(throws: EpisodeRefusal.streamRunning) { try episode.endWithoutStream(at: Sample.end() + .days(1)) }
    }

    @Test("tells each loss and return of its stream once, by the first time told")
    func followsStream() throws {
        var episode = try Sample.episode(.live)
        let now = try Sample.start()
        #expect(try episode.regainStream(at: now) == [.streamRunning(at: now)])
        #expect(try episode.regainStream(at: now + .seconds(1)) == [])
        #expect(try episode.loseStream(at: now + .seconds(2)) == [.streamLost(at: now + .seconds(2))])
        #expect(try episode.loseStream(at: now + .seconds(3)) == [])
        #expect(episode.stream == .lost(at: now + .seconds(2)))
    }

    @Test("keeps a recording once")
    func attachesOnce() throws {
        var episode = try Sample.episode(.ended)
        let recording = Episode.Recording(id: Sample.id(20), mediaKey: "2019/07/07/1", duration: .hours(2))
        let now = try Sample.end()
        #expect(try episode.attach(recording, at: now) == [.recordingAttached(recording, at: now)])
        #expect(throws: EpisodeRefusal.recordingKnown(recording.id)) { try episode.attach(recording, at: now) }
        #expect(episode.recordings == [recording])
    }

    @Test("makes its audience public when it is over")
    func countsAudience() throws {
        var episode = try Sample.episode(.ended)
        let viewers = HyperLogLog(of: [Sample.token(1), Sample.token(2)])
        let audience = Audience(episodeID: episode.id, viewers: viewers, peak: 2)
        let now = try Sample.end()
        #expect(try episode.count(audience, at: now) == [.audienceCounted(AudienceCount(of: audience, asOf: now))])
    }
}
