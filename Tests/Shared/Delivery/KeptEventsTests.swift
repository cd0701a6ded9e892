import Eventing
import Testing
import Vocabulary

@testable import AMQP
@testable import Delivery

@Suite("What is kept of dropped days")
struct KeptEventsTests {
    private func event(_ subject: String, _ version: Int32) -> LoggedEvent {
        LoggedEvent(
            position: Int64(version), partition: 0,
            envelope: EventEnvelope(
                id: UUIDv7(high: 0, low: UInt64(version)), source: Noted.type.source, type: Noted.type.name,
                subject: subject, subjectVersion: version, time: Instant(milliseconds: 0), data: Array("{}".utf8)))
    }

    private func gone(_ subject: String, _ versions: ClosedRange<Int32>, _ cause: GoneCause) -> GoneVersions {
        GoneVersions(MissingVersions(of: subject, from: versions.lowerBound, to: versions.upperBound), cause)
    }

    @Test("is told behind what it supersedes, each subject's versions in order, in as few pieces as that allows")
    func rounds() {
        let page = [event("a", 1), event("b", 4), event("a", 7), event("a", 8)]
        #expect(
            KeptEvents.pieces(of: page, kept: ["a": [1, 7, 8], "b": [4]], lost: [:]) == [
                .gone([gone("b", 1...3, .superseded)]), .events([event("a", 1), event("b", 4)]),
                .gone([gone("a", 2...6, .superseded)]), .events([event("a", 7), event("a", 8)]),
            ])
    }

    @Test("goes on from what an earlier page had, and calls lost what a restore has cost")
    func laterPage() {
        #expect(
            KeptEvents.pieces(of: [event("a", 9)], kept: ["a": [2, 9]], lost: ["a": [4...5]]) == [
                .gone([gone("a", 3...3, .superseded), gone("a", 4...5, .lost), gone("a", 6...8, .superseded)]),
                .events([event("a", 9)]),
            ])
        #expect(KeptEvents.pieces(of: [], kept: [:], lost: [:]) == [])
    }

    @Test("arrives in the order in which it was sent, when one batch takes it all")
    func parts() throws {
        let events = [event("a", 1), event("a", 7)].map(\.envelope)
        let request = RefillRequest(of: Noted.type.source, versions: [])
        let news = RefillNews(of: request, gone: [gone("a", 2...6, .superseded)])
        let progress = RefillNews(of: request, progress: RefillProgress(sent: 2, through: nil, isFinished: false))
        let bodies: [(String, [UInt8])] = [
            (EventBatch.contentType, try EventBatch.encode([events[0]])),
            (RefillNews.contentType, try progress.encoded()), (RefillNews.contentType, try news.encoded()),
            (EventBatch.contentType, try EventBatch.encode([events[1]])),
        ]
        let arrival = Arrival(bodies.map(delivery), on: Day(of: .wallTime()))
        #expect(arrival.parts.map { $0.events.map(\.envelope) } == [[events[0]], [events[1]]])
        #expect(arrival.parts.map(\.words) == [[.news(progress)], [.news(news)]])
    }

    private func delivery(_ contentType: String, _ body: [UInt8]) -> AMQPDelivery {
        var properties = AMQPProperties()
        properties.contentType = contentType
        return AMQPDelivery(
            receipt: AMQPReceipt(session: SessionID(), tag: 1), queue: "q", exchange: Subscription.refillsExchange,
            routingKey: "tests.note.hearer", isRedelivered: false, body: body, properties: properties)
    }
}
