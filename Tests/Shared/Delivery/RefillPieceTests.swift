import Eventing
import Testing
import Vocabulary

@testable import Delivery

@Suite("An answer with versions of a subject")
struct RefillPieceTests {
    private func event(_ version: Int32) -> LoggedEvent {
        LoggedEvent(
            position: Int64(version), partition: 0,
            envelope: EventEnvelope(
                id: UUIDv7(high: 0, low: UInt64(version)), source: Noted.type.source, type: Noted.type.name,
                subject: "s", subjectVersion: version, time: Instant(milliseconds: 0), data: []))
    }

    private func gone(_ versions: ClosedRange<Int32>, _ cause: GoneCause) -> GoneVersions {
        GoneVersions(MissingVersions(of: "s", from: versions.lowerBound, to: versions.upperBound), cause)
    }

    private func divide(
        _ asked: ClosedRange<Int32>, kept: [Int32], lost: [ClosedRange<Int32>] = [], lastKept: Int32 = 0
    ) -> [RefillPiece] {
        RefillPiece.divide(
            MissingVersions(of: "s", from: asked.lowerBound, to: asked.upperBound), found: kept.map(event), lost: lost,
            kept: lastKept)
    }

    @Test("is its events, when the log has them all")
    func whole() {
        #expect(divide(2...4, kept: [2, 3, 4]) == [.events([event(2), event(3), event(4)])])
        #expect(divide(7...7, kept: [7]) == [.events([event(7)])])
    }

    @Test("says before the events what the log has no more")
    func dropped() {
        #expect(divide(1...4, kept: [3, 4]) == [.gone([gone(1...2, .dropped)]), .events([event(3), event(4)])])
        #expect(divide(1...4, kept: []) == [.gone([gone(1...4, .dropped)])])
    }

    @Test("says between the events what a restore has cost, and tells it from what was dropped")
    func lost() {
        #expect(
            divide(1...8, kept: [2, 3, 6, 8], lost: [4...5, 7...7]) == [
                .gone([gone(1...1, .dropped)]), .events([event(2), event(3)]), .gone([gone(4...5, .lost)]),
                .events([event(6)]), .gone([gone(7...7, .lost)]), .events([event(8)]),
            ])
        #expect(divide(1...4, kept: [], lost: [3...9]) == [.gone([gone(1...2, .dropped), gone(3...4, .lost)])])
    }

    @Test("tells what a kept event supersedes from what was dropped and is kept by none")
    func superseded() {
        #expect(
            divide(1...9, kept: [3, 6, 9], lastKept: 6) == [
                .gone([gone(1...2, .superseded)]), .events([event(3)]), .gone([gone(4...5, .superseded)]),
                .events([event(6)]), .gone([gone(7...8, .dropped)]), .events([event(9)]),
            ])
        #expect(divide(4...5, kept: [], lastKept: 6) == [.gone([gone(4...5, .superseded)])])
    }

    @Test("travels in as few pieces as its order allows")
    func joined() {
        #expect(
            RefillPiece.joined([
                .events([event(1)]), .events([event(2)]), .gone([gone(3...3, .lost)]), .gone([gone(4...4, .dropped)]),
            ]) == [.events([event(1), event(2)]), .gone([gone(3...3, .lost), gone(4...4, .dropped)])])
    }

    @Test("and the questions and news around it are read as they were written")
    func records() throws {
        let asked = RefillRequest(of: Noted.type.source, versions: [MissingVersions(of: "s", from: 1, to: 16)])
        #expect(try RefillRequest(decoding: asked.encoded()) == asked)
        let log = RefillRequest(id: .make(), logOf: Noted.type.source, partition: 3, since: Instant(milliseconds: 5))
        #expect(try RefillRequest(decoding: log.encoded()) == log)
        let news = RefillNews(
            of: asked, progress: RefillProgress(sent: 7, through: nil, isFinished: true), refusal: "no",
            gone: [gone(1...2, .lost)])
        #expect(try RefillNews(decoding: news.encoded()) == news)
        let backwards = MissingVersions(of: "s", from: 3, to: 2)
        #expect(throws: EventFault.self) { try MissingVersions(decoding: backwards.encoded()) }
    }
}

@Suite("The pace of refills")
struct RefillPaceTests {
    @Test("leaves to each page the time that its events take, and gives none back for what was not used")
    func pace() {
        var pace = RefillPace(eventsPerSecond: 1000)
        let start = ContinuousClock.now
        #expect(pace.pause(after: 500, at: start) == .milliseconds(500))
        #expect(pace.pause(after: 500, at: start) == .milliseconds(1000))
        #expect(pace.pause(after: 100, at: start + .milliseconds(1000)) == .milliseconds(100))
        #expect(pace.pause(after: 100, at: start + .seconds(60)) == .milliseconds(100))
        #expect(pace.pause(after: 0, at: start + .seconds(61)) == .zero)
    }
}
