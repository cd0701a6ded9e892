import Eventing
import LivestreamEvents
import Testing
import Vocabulary

@Suite("Livestream's events")
struct LivestreamEventsTests {
    private static let all: [any Event.Type] = [
        EpisodeScheduled.self, EpisodeStarted.self, EpisodeEnded.self, EpisodeCancelled.self,
        OfferScheduled.self, OfferOpened.self, OfferSoldOut.self, OfferClosed.self,
        RevenueAttributed.self, TrafficGranted.self, DayOpened.self, DayClosed.self, AudienceCounted.self,
    ]

    @Test("are named as the page of events names them")
    func names() {
        #expect(
            Self.all.map { "\($0.type.aggregate).\($0.type.fact)" } == [
                "episode.scheduled", "episode.started", "episode.ended", "episode.cancelled",
                "offer.scheduled", "offer.opened", "offer.sold-out", "offer.closed",
                "revenue.attributed", "traffic.granted", "day.opened", "day.closed", "audience.counted",
            ])
        #expect(Self.all.allSatisfy { $0.type.service == "livestream" && $0.type.major == 1 })
    }

    @Test("come back as they were written, and are told of their aggregate", arguments: all.indices)
    func roundTrip(index: Int) throws {
        try checkRoundTrip(Self.all[index])
    }

    private func checkRoundTrip<Body: Event>(_ type: Body.Type) throws {
        let event = try Body.example()
        #expect(try Body(decoding: event.encoded()) == event)
        #expect(event.subject == UUIDv7.example().description)
    }
}

/// Each event in the form that consumers rely on: every name, type and the order of writing.
@Suite("Livestream's events in JSON")
struct LivestreamJSONTests {
    private func id(_ number: UInt64) -> UUIDv7 {
        UUIDv7(high: 0x016b_c2a0_0000_7000, low: 0x8000_0000_0000_0000 | number)
    }

    private func instant(_ text: String) throws -> Instant {
        try #require(Instant(text))
    }

    private func check<Body: Event>(_ event: Body, _ json: String) throws {
        #expect(String(decoding: try event.encoded(), as: UTF8.self) == json)
        #expect(try Body(decoding: Array(json.utf8)) == event)
    }

    @Test("an episode, with and without an alleviation day")
    func episode() throws {
        var notice = EpisodeNotice(
            episodeID: id(3), programmeID: id(1), number: 29, county: try #require(DivisionCode("522728")),
            presenters: [id(2)], dayID: id(4), startsAt: try instant("2019-07-07T12:00:00Z"),
            endsAt: try instant("2019-07-07T14:00:00Z"), at: try instant("2019-07-01T01:00:00Z"))
        try check(
            EpisodeScheduled(notice),
            """
            {"episode_id":"016bc2a0-0000-7000-8000-000000000003","programme_id":"016bc2a0-0000-7000-8000-000000000001",\
            "number":29,"county":"522728","presenters":["016bc2a0-0000-7000-8000-000000000002"],\
            "day_id":"016bc2a0-0000-7000-8000-000000000004","starts_at":"2019-07-07T12:00:00.000Z",\
            "ends_at":"2019-07-07T14:00:00.000Z","at":"2019-07-01T01:00:00.000Z"}
            """)
        notice.dayID = nil
        try check(
            EpisodeEnded(notice),
            """
            {"episode_id":"016bc2a0-0000-7000-8000-000000000003","programme_id":"016bc2a0-0000-7000-8000-000000000001",\
            "number":29,"county":"522728","presenters":["016bc2a0-0000-7000-8000-000000000002"],\
            "starts_at":"2019-07-07T12:00:00.000Z","ends_at":"2019-07-07T14:00:00.000Z","at":"2019-07-01T01:00:00.000Z"}
            """)
    }

    @Test("an offer, scheduled with a limit per buyer, and closed without one")
    func offer() throws {
        var notice = OfferNotice(
            offerID: id(5), episodeID: id(3), listingID: id(6), productID: id(7), price: Price(480, .per500g),
            allotment: .grams(500_000), perBuyer: .grams(5_000), opensAt: try instant("2019-07-07T12:30:00Z"),
            closesAt: try instant("2019-07-07T13:00:00Z"))
        try check(
            OfferScheduled(notice),
            """
            {"offer_id":"016bc2a0-0000-7000-8000-000000000005","episode_id":"016bc2a0-0000-7000-8000-000000000003",\
            "listing_id":"016bc2a0-0000-7000-8000-000000000006","product_id":"016bc2a0-0000-7000-8000-000000000007",\
            "price":{"fen":480,"per":"500g"},"allotment":{"unit":"g","amount":500000},\
            "per_buyer":{"unit":"g","amount":5000},"opens_at":"2019-07-07T12:30:00.000Z",\
            "closes_at":"2019-07-07T13:00:00.000Z"}
            """)
        notice.perBuyer = nil
        let closed = OfferClosed(
            notice, at: try instant("2019-07-07T13:00:00Z"), sold: .grams(499_000), left: .grams(1_000),
            cause: .episodeEnded)
        try check(
            closed,
            """
            {"offer_id":"016bc2a0-0000-7000-8000-000000000005","episode_id":"016bc2a0-0000-7000-8000-000000000003",\
            "listing_id":"016bc2a0-0000-7000-8000-000000000006","product_id":"016bc2a0-0000-7000-8000-000000000007",\
            "price":{"fen":480,"per":"500g"},"allotment":{"unit":"g","amount":500000},\
            "opens_at":"2019-07-07T12:30:00.000Z","closes_at":"2019-07-07T13:00:00.000Z",\
            "at":"2019-07-07T13:00:00.000Z","sold":{"unit":"g","amount":499000},"left":{"unit":"g","amount":1000},\
            "cause":"episode-ended"}
            """)
    }

    @Test("an offer's opening and selling out differ by name only")
    func opening() throws {
        let opened = try OfferOpened.example()
        let soldOut = OfferSoldOut(opened.offer, at: opened.at)
        #expect(try soldOut.encoded() == opened.encoded())
        #expect(
            String(decoding: try opened.encoded(), as: UTF8.self).hasSuffix(",\"at\":\"2019-07-07T04:00:00.000Z\"}"))
    }

    @Test("a reversal's revenue is negative")
    func revenue() throws {
        let event = RevenueAttributed(
            attributionID: id(8), settlementID: id(9), orderID: id(10), episodeID: id(3), programmeID: id(1),
            offerID: nil, productID: id(7), county: try #require(DivisionCode("522728")), amountFen: -1_500,
            toRegisteredFen: -600, rule: .lastEpisode)
        try check(
            event,
            """
            {"attribution_id":"016bc2a0-0000-7000-8000-000000000008",\
            "settlement_id":"016bc2a0-0000-7000-8000-000000000009","order_id":"016bc2a0-0000-7000-8000-00000000000a",\
            "episode_id":"016bc2a0-0000-7000-8000-000000000003","programme_id":"016bc2a0-0000-7000-8000-000000000001",\
            "product_id":"016bc2a0-0000-7000-8000-000000000007","county":"522728","amount_fen":-1500,\
            "to_registered_fen":-600,"rule":"last-episode-24h"}
            """)
    }

    @Test("a grant of traffic")
    func traffic() throws {
        let event = TrafficGranted(
            grantID: id(8), listingID: id(6), productID: id(7), county: try #require(DivisionCode("522728")),
            impressions: 1_000, from: try instant("2019-07-08T00:00:00Z"), to: try instant("2019-07-15T00:00:00Z"),
            basis: id(11))
        try check(
            event,
            """
            {"grant_id":"016bc2a0-0000-7000-8000-000000000008","listing_id":"016bc2a0-0000-7000-8000-000000000006",\
            "product_id":"016bc2a0-0000-7000-8000-000000000007","county":"522728","impressions":1000,\
            "from":"2019-07-08T00:00:00.000Z","to":"2019-07-15T00:00:00.000Z",\
            "basis":"016bc2a0-0000-7000-8000-00000000000b"}
            """)
    }

    @Test("an alleviation day, opened and closed")
    func day() throws {
        let date = try #require(Day("2019-07-07"))
        try check(
            DayOpened(dayID: id(4), day: date, opensAt: date.start, closesAt: date.end),
            """
            {"day_id":"016bc2a0-0000-7000-8000-000000000004","day":"2019-07-07",\
            "opens_at":"2019-07-06T16:00:00.000Z","closes_at":"2019-07-07T16:00:00.000Z"}
            """)
        let closed = DayClosed(
            dayID: id(4), day: date, opensAt: date.start, closesAt: date.end, orders: 2_156, salesFen: 3_210_000,
            toRegisteredFen: 1_900_000)
        try check(
            closed,
            """
            {"day_id":"016bc2a0-0000-7000-8000-000000000004","day":"2019-07-07",\
            "opens_at":"2019-07-06T16:00:00.000Z","closes_at":"2019-07-07T16:00:00.000Z","orders":2156,\
            "sales_fen":3210000,"to_registered_fen":1900000}
            """)
    }

    @Test("an audience, its registers in base64")
    func audience() throws {
        let event = AudienceCounted(
            episodeID: id(3), asOf: try instant("2019-07-07T14:00:00Z"), uniqueEstimate: 551_724, peak: 120_000,
            registers: Base64Bytes([0, 1, 53]))
        try check(
            event,
            """
            {"episode_id":"016bc2a0-0000-7000-8000-000000000003","as_of":"2019-07-07T14:00:00.000Z",\
            "unique_estimate":551724,"peak":120000,"registers":"AAE1"}
            """)
    }
}
