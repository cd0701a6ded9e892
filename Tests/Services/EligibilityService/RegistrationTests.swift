import EligibilityDomain
import EligibilityEvents
import EligibilityService
import Eventing
import Runtime
import Testing
import TestSupport
import Vocabulary

@Suite("The path into the register", .enabled(if: LiveServers.arePresent))
struct RegistrationTests {
    @Test("A list goes the whole way, and only registration is told")
    func wholeWay() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init(village: "341321100200")]))
            try await office.register(tokens)
            for token in tokens { #expect(try await office.state(of: token) == .registered) }
            let told = try await office.schema.told(HouseholdRegistered.self)
            #expect(Set(told.map(\.token)) == Set(tokens))
            #expect(Set(told.map(\.county.description)) == ["522728", "341321"])
            #expect(told.allSatisfy { "\($0.registeredOn)" == "2019-03-26" })
            #expect(try await office.schema.told().count == 2)
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("Of a whole list the village votes for those whose assessment says yes, and against the others")
    func wholeList() async throws {
        try await Office.with { office in
            // Two members: the line of 2019 is that of February, 2 x 3,218 yuan. At the line exactly is not below it.
            let tokens = try await office.enrol(
                SampleSheet([.init(yuan: 6435), .init(yuan: 6436), .init(yuan: 100, water: "tap")]))
            let all = HouseholdSelection.standing(in: .applied, county: DivisionCode("522728"))
            let assessed = try await office.act(as: "li", on: "2019-03-05") {
                try await $0.assess(all, for: .entry, $1, in: $2)
            }
            #expect((assessed.assessed, assessed.met) == (3, 1))
            let votedFor = try await office.act(as: "clerk", on: "2019-03-05") {
                try await $0.appraise(all, .carried(), $1, in: $2)
            }
            #expect(votedFor.households == [tokens[0]])
            #expect(votedFor.left == 2)
            let votedAgainst = try await office.act(as: "clerk", on: "2019-03-05", because: "not poor") {
                try await $0.appraiseAgainst(all, $1, in: $2)
            }
            #expect(Set(votedAgainst.households) == Set(tokens.dropFirst()))
        }
    }

    @Test("An upheld objection returns a case to its village, which rejects it; the others go on")
    func upheldObjection() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            try await office.appraise(tokens)
            try await office.publish(tokens)
            let raised = try await office.act(as: "neighbour", on: "2019-03-07") {
                try await $0.object(to: tokens[0], grounds: "owns a lorry", $1, in: $2)
            }
            _ = try await office.act(as: "wang.township", on: "2019-03-08", because: "the lorry is theirs") {
                try await $0.decide(raised.objectionID, against: tokens[0], upheld: true, $1, in: $2)
            }
            #expect(try await office.state(of: tokens[0]) == .applied)
            _ = try await office.act(as: "clerk", on: "2019-03-09", because: "owns a lorry") {
                try await $0.appraiseAgainst(.tokens([tokens[0]]), $1, in: $2)
            }
            #expect(try await office.await(.townshipReview, of: tokens[1], on: "2019-03-14"))
            #expect(try await office.state(of: tokens[0]) == .rejected)
            #expect(try await office.schema.told().isEmpty)
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("An open objection holds a publicity beyond its days, and its dismissal ends it")
    func heldPublicity() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            try await office.appraise(tokens)
            try await office.publish(tokens)
            let raised = try await office.act(as: "neighbour", on: "2019-03-13") {
                try await $0.object(to: tokens[0], grounds: "has a shop", $1, in: $2)
            }
            let held = try await office.workDeadlines(on: "2019-03-14") {
                try await office.rows("SELECT refusal FROM refused_deadline") == ["objection-open"]
            }
            #expect(held)
            #expect(try await office.state(of: tokens[0]) == .firstPublicity)
            _ = try await office.act(as: "wang.township", on: "2019-03-15", because: "the shop is rented out") {
                try await $0.decide(raised.objectionID, against: tokens[0], upheld: false, $1, in: $2)
            }
            #expect(try await office.await(.townshipReview, of: tokens[0], on: "2019-03-15"))
        }
    }

    @Test("A case that was returned goes its way again from the vote on")
    func returnedCase() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            try await office.appraise(tokens)
            try await office.publish(tokens)
            _ = try await office.await(.townshipReview, of: tokens[0], on: "2019-03-14")
            _ = try await office.act(as: "wang.township", on: "2019-03-15", because: "a page is missing") {
                try await $0.returnCases(.tokens(tokens), $1, in: $2)
            }
            try await office.appraise(tokens, on: "2019-03-16")
            try await office.publish(tokens, on: "2019-03-16")
            #expect(try await office.rows("SELECT case_number FROM publicity ORDER BY 1") == [Int32(1), 2])
            #expect(try await office.await(.townshipReview, of: tokens[0], on: "2019-03-24"))
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("If one of a list may not move, none does, and the refusal says which and why")
    func allOrNone() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            try await office.appraise([tokens[0]])
            #expect(try await refusal { try await office.publish(tokens) }?.code == "not-in-state")
            #expect(try await office.state(of: tokens[0]) == .appraised)
        }
    }

    @Test("Who appraised may not approve, and who approved for the township not for the county")
    func makerAndChecker() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            try await office.appraise(tokens)
            try await office.publish(tokens)
            _ = try await office.await(.townshipReview, of: tokens[0], on: "2019-03-14")
            for actor in ["clerk.village", "zhang.committee"] {
                let refused = try await refusal {
                    try await office.approve(tokens, at: .township, by: actor, on: "2019-03-15")
                }
                #expect(refused?.code == "approver-took-part")
            }
            try await office.approve(tokens, at: .township, by: "wang.township", on: "2019-03-15")
            _ = try await office.await(.countyReview, of: tokens[0], on: "2019-03-23")
            let refused = try await refusal {
                try await office.approve(tokens, at: .county, by: "wang.township", on: "2019-03-24")
            }
            #expect(refused?.code == "approver-took-part")
            #expect(try await office.state(of: tokens[0]) == .countyReview)
        }
    }

    @Test("An unknown token is refused by name")
    func unknownToken() async throws {
        try await Office.with { office in
            let unknown = try Token.example()
            await #expect(throws: Problem.notFound("household \(unknown)")) { try await office.publish([unknown]) }
        }
    }

    @Test("Commands and reads of a file leave who, what and why")
    func auditTrail() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            _ = try await office.act(as: "reader", on: "2019-03-05", because: "a complaint") {
                Told(try await $0.household(tokens[0], $1, in: $2))
            }
            let trail: [String] = try await office.rows(
                "SELECT actor || ' ' || command || ' ' || reason FROM audit_trail ORDER BY number")
            #expect(trail == ["li.enrolment import ", "reader read-household a complaint"])
        }
    }
}
