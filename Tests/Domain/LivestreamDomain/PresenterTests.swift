import LivestreamDomain
import Testing
import Vocabulary

@Suite("Presenter")
struct PresenterTests {
    @Test("is registered by name")
    func registers() throws {
        let now = try Sample.before()
        let (presenter, facts) = try Presenter.register(id: Sample.presenterID, name: "Lin", at: now)
        #expect(presenter.state == .active)
        #expect(facts == [.registered(at: now)])
        #expect(throws: PresenterRefusal.nameMissing) {
            _ = try Presenter.register(id: Sample.presenterID, name: " ", at: now)
        }
    }

    @Test("retires once no engagement is left")
    func retires() throws {
        let now = try Sample.before()
        var presenter = Sample.presenter()
        let own = try Sample.episode().engagements
        #expect(throws: PresenterRefusal.engaged(episodeID: Sample.episodeID)) {
            try presenter.retire(engagements: own, at: now)
        }
        let others = [Engagement(presenterID: Sample.id(99), episodeID: Sample.episodeID, period: try Sample.period())]
        #expect(try presenter.retire(engagements: others, at: now) == [.retired(at: now)])
        #expect(throws: PresenterRefusal.alreadyRetired) { try presenter.retire(engagements: [], at: now) }
    }

    @Test("is engaged while the episode is scheduled or live, and free after", arguments: EpisodeState.allCases)
    func engagements(state: EpisodeState) throws {
        let engagements = try Sample.episode(state).engagements
        #expect(engagements.map(\.presenterID) == (state.isFinal ? [] : [Sample.presenterID]))
    }

    /// The wanted episode runs from minute 0 to minute 120.
    @Test(
        "is never booked for two episodes at once",
        arguments: [
            (from: Int64(-60), to: Int64(0), isFree: true),  // ends as the other starts
            (from: 120, to: 180, isFree: true),  // starts as the other ends
            (from: -60, to: 1, isFree: false),
            (from: 119, to: 180, isFree: false),
            (from: 30, to: 60, isFree: false),
            (from: -60, to: 180, isFree: false),
            (from: 0, to: 120, isFree: false),
        ])
    func doubleBooking(from: Int64, to: Int64, isFree: Bool) throws {
        let start = try Sample.start()
        let other = try #require(Period(from: start + .minutes(from), to: start + .minutes(to)))
        let engagement = Engagement(presenterID: Sample.presenterID, episodeID: Sample.id(50), period: other)
        let conflict = Engagement.firstConflict(
            of: [Sample.id(98), Sample.presenterID], in: try Sample.period(), for: Sample.episodeID, among: [engagement]
        )
        #expect(conflict == (isFree ? nil : engagement))
    }

    @Test("is not kept from an episode by that episode itself, nor by another presenter's")
    func noFalseConflict() throws {
        let period = try Sample.period()
        let own = Engagement(presenterID: Sample.presenterID, episodeID: Sample.episodeID, period: period)
        let others = Engagement(presenterID: Sample.id(98), episodeID: Sample.id(50), period: period)
        #expect(
            Engagement.firstConflict(
                of: [Sample.presenterID], in: period, for: Sample.episodeID, among: [own, others]) == nil)
    }
}
