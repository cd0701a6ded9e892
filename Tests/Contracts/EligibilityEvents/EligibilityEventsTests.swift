import EligibilityEvents
import Eventing
import Testing
import Vocabulary

@Suite("What eligibility tells")
struct EligibilityEventsTests {
    @Test("is named by service, aggregate and fact")
    func types() {
        #expect(HouseholdRegistered.type.name == "throughtrain.eligibility.household.registered.v1")
        #expect(HouseholdStatusChanged.type.name == "throughtrain.eligibility.household.status-changed.v1")
        #expect(BenefitDetermined.type.name == "throughtrain.eligibility.benefit.determined.v1")
        #expect(CountyDesignated.type.name == "throughtrain.eligibility.county.designated.v1")
    }

    @Test("comes back as it was written, every field filled")
    func roundTrips() throws {
        try expectRoundTrip(HouseholdRegistered.example())
        try expectRoundTrip(HouseholdStatusChanged.example())
        try expectRoundTrip(BenefitDetermined.example())
        try expectRoundTrip(CountyDesignated.example())
    }

    @Test("comes back as it was written, what may be absent left out")
    func roundTripsWithoutOptionals() throws {
        var changed = try HouseholdStatusChanged.example()
        changed.successors = nil
        try expectRoundTrip(changed)

        var determined = try BenefitDetermined.example()
        determined.determinations[0].county = nil
        try expectRoundTrip(determined)

        var designated = try CountyDesignated.example()
        designated.to = nil
        try expectRoundTrip(designated)
    }

    @Test("never says that a household applies, is appraised, or hangs for objections")
    func hiddenSteps() {
        for step in [
            "appraised", "first-publicity", "township-review", "second-publicity", "county-review", "rejected",
        ] {
            #expect(PublicStatus(rawValue: step) == nil)
        }
    }

    private func expectRoundTrip(_ event: some Event) throws {
        let bytes = try event.encoded()
        #expect(try type(of: event).init(decoding: bytes) == event)
    }
}

@Suite("The written form of what eligibility tells")
struct EligibilityEventsFormTests {
    private let order = UUIDv7("0190163d-8694-739b-aea5-966c26f8ad91")
    private let evidence = UUIDv7("0190163d-8694-739b-aea5-966c26f8ad92")
    private let household = Token("MFRGGZDFMZTWQ2LKNNWG23TPOA")
    private let stranger = Token("MFRGGZDFMZTWQ2LKNNWG23TPOB")

    @Test("of benefit.determined: a registered household, and a token that nothing is known of")
    func benefitDetermined() throws {
        let json = """
            {"order_id":"0190163d-8694-739b-aea5-966c26f8ad91","as_of":"2019-07-07T04:00:00.000Z","determinations":[\
            {"token":"MFRGGZDFMZTWQ2LKNNWG23TPOA","status":"registered","benefit":true,"county":"522728",\
            "evidence_id":"0190163d-8694-739b-aea5-966c26f8ad92"},\
            {"token":"MFRGGZDFMZTWQ2LKNNWG23TPOB","status":"unknown","benefit":false,\
            "evidence_id":"0190163d-8694-739b-aea5-966c26f8ad91"}]}
            """
        let event = BenefitDetermined(
            orderID: try #require(order), asOf: try #require(Instant("2019-07-07T12:00:00+08:00")),
            determinations: [
                BenefitDetermined.Determination(
                    token: try #require(household), status: .registered, benefit: true, county: DivisionCode("522728"),
                    evidenceID: try #require(evidence)),
                BenefitDetermined.Determination(
                    token: try #require(stranger), status: .unknown, benefit: false, county: nil,
                    evidenceID: try #require(order)),
            ])
        #expect(try BenefitDetermined(decoding: Array(json.utf8)) == event)
        #expect(String(decoding: try event.encoded(), as: UTF8.self) == json)
        #expect(event.subject == "0190163d-8694-739b-aea5-966c26f8ad91")
    }

    @Test("of household.registered")
    func registered() throws {
        let json = """
            {"token":"MFRGGZDFMZTWQ2LKNNWG23TPOA","county":"522728","status":"registered","registered_on":"2019-06-03",\
            "effective_at":"2019-06-03T01:00:00.000Z","evidence_id":"0190163d-8694-739b-aea5-966c26f8ad92"}
            """
        let event = HouseholdRegistered(
            token: try #require(household), county: try #require(DivisionCode("522728")),
            registeredOn: try #require(Day("2019-06-03")), effectiveAt: try #require(Instant("2019-06-03T01:00:00Z")),
            evidenceID: try #require(evidence))
        #expect(try HouseholdRegistered(decoding: Array(json.utf8)) == event)
        #expect(String(decoding: try event.encoded(), as: UTF8.self) == json)
        #expect(event.subject == "MFRGGZDFMZTWQ2LKNNWG23TPOA")
    }

    @Test("of household.status-changed: a household that was split")
    func statusChanged() throws {
        let json = """
            {"token":"MFRGGZDFMZTWQ2LKNNWG23TPOA","county":"522728","from":"exit-publicity","to":"closed",\
            "beneficiary":false,"effective_at":"2019-06-03T01:00:00.000Z",\
            "evidence_id":"0190163d-8694-739b-aea5-966c26f8ad92","successors":["MFRGGZDFMZTWQ2LKNNWG23TPOB"]}
            """
        let event = HouseholdStatusChanged(
            token: try #require(household), county: try #require(DivisionCode("522728")), from: .exitPublicity,
            to: .closed, beneficiary: false, effectiveAt: try #require(Instant("2019-06-03T01:00:00Z")),
            evidenceID: try #require(evidence), successors: [try #require(stranger)])
        #expect(try HouseholdStatusChanged(decoding: Array(json.utf8)) == event)
        #expect(String(decoding: try event.encoded(), as: UTF8.self) == json)
        #expect(event.subject == "MFRGGZDFMZTWQ2LKNNWG23TPOA")
    }

    @Test("of county.designated: a county that is none")
    func designated() throws {
        let json = """
            {"code":"510131","level":"none","from":"2012-03-19","source":"list of 592 key counties"}
            """
        let event = CountyDesignated(
            code: try #require(DivisionCode("510131")), level: .none, from: try #require(Day("2012-03-19")), to: nil,
            source: "list of 592 key counties")
        #expect(try CountyDesignated(decoding: Array(json.utf8)) == event)
        #expect(String(decoding: try event.encoded(), as: UTF8.self) == json)
        #expect(event.subject == "510131")
    }
}
