import LivestreamDomain
import LivestreamEvents
import LivestreamService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Episodes", .enabled(if: LiveServers.arePresent))
struct EpisodeTests {
    @Test("An episode is scheduled, started by its presenter, ended, and each is told with the whole episode")
    func evening() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            #expect(episode.number == 1)
            #expect(try await studio.start(episode).state == "live")
            #expect(try await studio.end(episode).state == "ended")

            let scheduled = try #require(try await studio.schema.told(EpisodeScheduled.self).first).episode
            #expect(scheduled.episodeID == episode.episodeID)
            #expect(scheduled.presenters == episode.presenters)
            #expect(scheduled.dayID == episode.alleviationDayID)
            #expect(scheduled.startsAt == Studio.start)
            #expect(try await studio.schema.told(EpisodeStarted.self).map(\.episode.at) == [Studio.start])
            #expect(try await studio.schema.told(EpisodeEnded.self).map(\.episode.at) == [Studio.end])
            let commands: [String] = try await studio.rows(
                "SELECT command FROM history WHERE aggregate = 'episode' ORDER BY number")
            #expect(commands == ["schedule", "start", "end", "count-audience"])
            #expect(
                try await studio.rows("SELECT count(*) FROM audit_trail WHERE actor = 'chief.editor'") == [Int64(5)])
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("Numbers count on in a programme, and one that is taken is refused until its episode is called off")
    func numbers() async throws {
        try await Studio.with { studio in
            let programme = try await studio.openProgramme()
            let first = try await studio.schedule(programme, by: [studio.registerPresenter()])
            let second = try await studio.schedule(programme, by: [studio.registerPresenter()])
            #expect([first.number, second.number] == [1, 2])
            let presenter = try await studio.registerPresenter()
            let refused = await #expect(throws: (any Error).self) {
                try await studio.schedule(programme, by: [presenter], number: 2)
            }
            #expect((refused as? any Refused)?.code == "number-taken")
            _ = try await studio.act { try await $0.cancelEpisode(second.episodeID, $1, in: $2) }
            #expect(try await studio.schedule(programme, by: [presenter], number: 2).number == 2)
            #expect(try await studio.schema.told(EpisodeCancelled.self).map(\.episode.episodeID) == [second.episodeID])
        }
    }

    @Test("A presenter is in one place at a time, and retires once engaged for nothing")
    func presenterIsFree() async throws {
        try await Studio.with { studio in
            let programme = try await studio.openProgramme()
            let presenter = try await studio.registerPresenter()
            let episode = try await studio.schedule(programme, by: [presenter])
            await #expect(
                throws: EpisodeRefusal.presenterEngaged(presenter, episodeID: episode.episodeID)
            ) {
                try await studio.schedule(programme, by: [presenter], from: Studio.start + .hours(1))
            }
            await #expect(throws: PresenterRefusal.engaged(episodeID: episode.episodeID)) {
                try await studio.act { try await $0.retirePresenter(presenter, $1, in: $2) }
            }
            let moved = try await studio.act {
                try await $0.rescheduleEpisode(
                    episode.episodeID,
                    RescheduleRequest(
                        startsAt: Studio.start + .days(1), endsAt: Studio.end + .days(1), alleviationDay: nil),
                    $1, in: $2)
            }
            #expect(moved.startsAt == Studio.start + .days(1))
            #expect(moved.alleviationDayID == nil)
            _ = try await studio.schedule(programme, by: [presenter])
            #expect(try await studio.schema.told(EpisodeScheduled.self).count == 3)
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("Two episodes that are scheduled at once for one presenter do not both take place")
    func schedulingRace() async throws {
        try await Studio.with { studio in
            let programmes = [try await studio.openProgramme(), try await studio.openProgramme()]
            let presenter = try await studio.registerPresenter()
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for programme in programmes {
                    group.addTask { (try? await studio.schedule(programme, by: [presenter])) != nil }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            #expect(try await studio.rows("SELECT count(*) FROM episode") == [Int64(1)])
        }
    }

    @Test("What is given up by the clock closes its offers: unstarted after two hours, silent after its end")
    func clocks() async throws {
        try await Studio.with { studio in
            let unstarted = try await studio.schedule()
            let offer = try await studio.propose(in: unstarted)
            let due = Studio.start + .hours(2)
            #expect(
                try await studio.workDeadlines(at: due) { try await studio.episode(unstarted).state == "cancelled" })
            #expect(try await studio.offer(offer).state == "closed")
            #expect(try await studio.schema.told(EpisodeCancelled.self).map(\.episode.at) == [due])
            #expect(try await studio.schema.told(OfferClosed.self).map(\.cause) == [.cancelled])

            let silent = try await studio.schedule()
            _ = try await studio.start(silent)
            _ = try await studio.follow(silent, isRunning: true, at: Studio.start)
            _ = try await studio.follow(silent, isRunning: false, at: Studio.end + .minutes(5))
            let silence = Studio.end + .minutes(125)
            #expect(try await studio.workDeadlines(at: silence) { try await studio.episode(silent).state == "ended" })
            #expect(try await studio.schema.told(EpisodeEnded.self).map(\.episode.at) == [silence])
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("A clock that comes too late for its state is noted, and has no effect")
    func lateClock() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            _ = try await studio.start(episode)
            // As if the deadline had been taken up just before the start struck it out.
            try await studio.execute(
                "INSERT INTO deadline VALUES ('episode.cancel-unstarted', '\(episode.episodeID)', '2019-07-07T14:00Z')")
            #expect(
                try await studio.workDeadlines(at: Studio.end) {
                    try await studio.rows(
                        "SELECT refusal FROM history WHERE actor = 'clock' AND aggregate = 'episode'")
                        == ["not-in-state"]
                })
            #expect(try await studio.episode(episode).state == "live")
        }
    }

    @Test("A recording is kept once its episode has ended, each once")
    func recordings() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let request = RecordingRequest(mediaKey: "2019-07-07/luodian.mp4", durationMs: 7_200_000)
            await #expect(throws: EpisodeRefusal.self) {
                try await studio.act { try await $0.attachRecording(to: episode.episodeID, request, $1, in: $2) }
            }
            _ = try await studio.start(episode)
            _ = try await studio.end(episode)
            let kept = try await studio.act {
                try await $0.attachRecording(to: episode.episodeID, request, $1, in: $2)
            }
            #expect(kept.recordings.map(\.mediaKey) == [request.mediaKey])
            let again = await #expect(throws: Problem.self) {
                try await studio.act { try await $0.attachRecording(to: episode.episodeID, request, $1, in: $2) }
            }
            #expect(again?.field == "media_key")
        }
    }

    @Test("A programme closes once none of its episodes is to come")
    func closeProgramme() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            await #expect(throws: ProgrammeRefusal.episodesPending(1)) {
                try await studio.act { try await $0.closeProgramme(episode.programmeID, $1, in: $2) }
            }
            _ = try await studio.act { try await $0.cancelEpisode(episode.episodeID, $1, in: $2) }
            let closed = try await studio.act { try await $0.closeProgramme(episode.programmeID, $1, in: $2) }
            #expect(closed.state == "closed")
            let list = try await studio.read { try await $0.programmes(try #require(Page()), in: $1) }
            #expect(list.programmes == [closed])
        }
    }
}

extension Studio {
    func follow(_ episode: EpisodeDetail, isRunning: Bool, at now: Instant) async throws -> EpisodeDetail {
        try await act(at: now) {
            try await $0.followStream(of: episode.episodeID, StreamReport(isRunning: isRunning), $1, in: $2)
        }
    }
}
