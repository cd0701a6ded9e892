import LivestreamDomain
import Testing
import Vocabulary

@Suite("Programme")
struct ProgrammeTests {
    @Test("opens, and closes once all of its episodes are over")
    func opensAndCloses() throws {
        let now = try Sample.before()
        let title = try #require(Title(chinese: "直通车", english: "Through Train"))
        var (programme, facts) = Programme.open(id: Sample.programmeID, title: title, at: now)
        #expect(facts == [.opened(at: now)])
        #expect(try programme.close(episodes: [.ended, .cancelled], at: now) == [.closed(at: now)])
        #expect(programme.state == .closed)
    }

    @Test("stays open while an episode is to come or under way", arguments: [EpisodeState.scheduled, .live])
    func staysOpen(pending: EpisodeState) throws {
        var programme = try Sample.programme()
        let now = try Sample.before()
        #expect(throws: ProgrammeRefusal.episodesPending(1)) {
            try programme.close(episodes: [.ended, pending], at: now)
        }
        #expect(programme.state == .open)
    }

    @Test("is not closed twice")
    func closesOnce() throws {
        var programme = try Sample.programme(.closed)
        let now = try Sample.before()
        #expect(throws: ProgrammeRefusal.alreadyClosed) { try programme.close(episodes: [], at: now) }
    }

    @Test("has a title in both languages", arguments: [("", "Through Train"), ("直通车", " \t"), ("", "")])
    func titleNeedsBothLanguages(chinese: String, english: String) {
        #expect(Title(chinese: chinese, english: english) == nil)
    }
}
