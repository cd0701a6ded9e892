import Eventing
import LivestreamService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Requests")
struct RequestTests {
    @Test("A request that lacks a field, or has another type there, is refused by the field's name")
    func malformed() {
        #expect(throws: EventFault.missing("title_zh")) { try decode(ProgrammeRequest.self, "{}") }
        #expect(throws: EventFault.missing("name")) { try decode(PresenterRequest.self, "{}") }
        #expect(throws: EventFault.missing("presenter_id")) { try decode(StartRequest.self, "{}") }
        #expect(throws: EventFault.missing("running")) { try decode(StreamReport.self, "{}") }
        #expect(throws: EventFault.missing("media_key")) { try decode(RecordingRequest.self, "{}") }
        #expect(throws: EventFault.invalid(field: "session", expected: "a token of 26 characters")) {
            try decode(ViewRequest.self, #"{"session":"me","episode_id":"0190163d-8694-739b-aea5-966c26f8ad91"}"#)
        }
        #expect(throws: EventFault.invalid(field: "starts_at", expected: "an instant of RFC 3339")) {
            try decode(RescheduleRequest.self, #"{"starts_at":"tonight"}"#)
        }
    }

    @Test("A field within a field is named by both")
    func nested() throws {
        let offer = """
            {"listing_id":"0190163d-8694-739b-aea5-966c26f8ad91","price":{"fen":780,"per":"500g"},
            "allotment":{"unit":"tonnes","amount":1}}
            """
        let fault = #expect(throws: EventFault.self) { try decode(OfferRequest.self, offer) }
        guard case .invalid(let field, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(field == "allotment.unit")
    }

    private func decode<Body: Record>(_: Body.Type, _ json: String) throws(EventFault) -> Body {
        try Body(decoding: Array(json.utf8))
    }
}

@Suite("Lists", .enabled(if: LiveServers.arePresent))
struct ListTests {
    @Test("Episodes, programmes and presenters are listed page by page, the newest first, each once")
    func pages() async throws {
        try await Studio.with { studio in
            let programme = try await studio.openProgramme()
            var episodes: [UUIDv7] = []
            for _ in 0..<3 {
                episodes.append(
                    try await studio.schedule(programme, by: [studio.registerPresenter()]).episodeID)
            }
            _ = try await studio.schedule()
            let first = try #require(Page(limit: 2))
            let listed = try await studio.read { try await $0.episodes(of: programme, first, in: $1) }.episodes
            #expect(listed.map(\.episodeID) == [episodes[2], episodes[1]])
            let second = try #require(Page(last: episodes[1], limit: 2))
            let rest = try await studio.read { try await $0.episodes(of: programme, second, in: $1) }.episodes
            #expect(rest.map(\.episodeID) == [episodes[0]])
            let all = try #require(Page())
            #expect(try await studio.read { try await $0.episodes(of: nil, all, in: $1) }.episodes.count == 4)
            #expect(try await studio.read { try await $0.programmes(first, in: $1) }.programmes.count == 2)
            #expect(try await studio.read { try await $0.presenters(all, in: $1) }.presenters.count == 4)
            #expect(Page(limit: 0) == nil)
            #expect(Page(limit: 1001) == nil)
        }
    }
}
