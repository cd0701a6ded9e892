import EligibilityDomain
import EligibilityService
import OrdersEvents
import Testing
import TestSupport
import Vocabulary

@Suite("Income from settlements", .enabled(if: LiveServers.arePresent))
struct IncomeTests {
    private let july = Day(of: noon("2019-07-08"))

    @Test("What households are owed is their income, all lines together, once a settlement")
    func recorded() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(yuan: 0), .init(yuan: 0)]))
            let teller = Teller()
            let sale = try SettlementPosted.sample(
                on: july, owed: [(tokens[0], 1200), (tokens[1], 700), (tokens[0], 300), (Token.make(), 50), (nil, 9)])
            let envelope = try teller.envelope(sale)
            try await office.schema.deliver([
                envelope, teller.envelope(SettlementPosted.sample(on: july, owed: [(tokens[1], 1)])),
            ])
            // The same settlement again: as the same event, and as another one.
            #expect(try await office.schema.deliver([envelope]) == 0)
            try await office.schema.deliver([teller.envelope(sale)])
            let earned: [Int64] = try await office.rows("SELECT amount_fen FROM income_entry ORDER BY 1")
            #expect(earned == [1, 700, 1500])
        }
    }

    @Test("A reversal takes away what was earned, and the county report follows")
    func reversal() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init(village: "341321100200")]))
            try await office.register([tokens[0]])
            let teller = Teller()
            try await office.schema.deliver([
                teller.envelope(SettlementPosted.sample(on: july, owed: [(tokens[0], 5000), (tokens[1], 800)])),
                teller.envelope(SettlementPosted.sample(.make(), .reversal, on: july, owed: [(tokens[0], -2000)])),
            ])
            let report = try await office.read {
                try await $0.countyReport(on: july, in: $1)
            }
            #expect(report.counties.map(\.county.description) == ["341321", "522728"])
            #expect(report.counties.map(\.registered) == [0, 1])
            #expect(report.counties.map(\.salesIncomeFen) == [800, 3000])
            #expect(report.counties.map(\.registeredSalesIncomeFen) == [0, 3000])
        }
    }

    @Test("A sale that takes away cannot be right, and nothing of its batch is recorded")
    func wrongSign() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(yuan: 0)]))
            let teller = Teller()
            await #expect(throws: IncomeRefusal.signWrong(.sale, -1)) {
                try await office.schema.deliver([
                    teller.envelope(SettlementPosted.sample(on: july, owed: [(tokens[0], 10)])),
                    teller.envelope(SettlementPosted.sample(on: july, owed: [(tokens[0], -1)])),
                ])
            }
            #expect(try await office.rows("SELECT count(*) FROM income_entry") == [Int64(0)])
        }
    }

    @Test("On the 1st, households whose income changed are measured anew, and what is suggested is listed")
    func monthlyReview() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init(), .init()]))
            _ = try await office.act(as: "clerk", on: "2019-03-05", because: "not poor") {
                try await $0.appraiseAgainst(.tokens(Array(tokens.prefix(2))), $1, in: $2)
            }
            let teller = Teller()
            try await office.schema.deliver([
                teller.envelope(SettlementPosted.sample(on: july, owed: [(tokens[0], 10_000), (tokens[2], 10_000)])),
                teller.envelope(SettlementPosted.sample(on: july, owed: [(tokens[1], 900_000_00)])),
            ])
            let due: [Instant] = try await office.rows("SELECT due FROM deadline WHERE kind = 'monthly-review'")
            #expect(due == [noon("2019-08-01") - .hours(12)])
            let worked = try await office.workDeadlines(on: "2019-08-01") {
                try await office.rows(
                    "SELECT (SELECT count(*) FROM income_unreviewed) + (SELECT count(*) FROM deadline)") == [Int64(0)]
            }
            #expect(worked)
            let list = try await office.read {
                try await $0.suggestedReviews(in: DivisionCode("522728"), in: $1)
            }
            // The second is far above the line; the third is an applicant, whose case is open anyway.
            #expect(list.reviews.map(\.token) == [tokens[0]])
            #expect(list.reviews.map(\.kind) == ["raise-risk"])
            #expect(try await office.state(of: tokens[0]) == .rejected)
        }
    }

    @Test("What is earned after the month's end, while the review goes on, is looked at when its own month has ended")
    func reviewOfTheMonth() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            let teller = Teller()
            office.schema.setTime(noon("2019-07-08"))
            try await office.schema.deliver([
                teller.envelope(SettlementPosted.sample(on: july, owed: [(tokens[0], 10_000), (tokens[1], 10_000)]))
            ])
            office.schema.setTime(noon("2019-08-01"))
            try await office.schema.deliver([
                teller.envelope(
                    SettlementPosted.sample(on: Day(of: noon("2019-08-01")), owed: [(tokens[0], 10_000)]))
            ])
            func unreviewed(on day: String, until months: [Day]) async throws -> Bool {
                try await office.workDeadlines(on: day) {
                    try await office.rows("SELECT month FROM income_unreviewed ORDER BY month") == months
                }
            }
            #expect(try await unreviewed(on: "2019-08-01", until: [Day(of: noon("2019-08-01"))]))
            let due: [Instant] = try await office.rows("SELECT due FROM deadline WHERE kind = 'monthly-review'")
            #expect(due.contains(noon("2019-09-01") - .hours(12)))
            #expect(try await unreviewed(on: "2019-09-01", until: []))
        }
    }

    @Test("A household is watched on an officer's word, which closes the suggestion and is told")
    func raisedRisk() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            _ = try await office.act(as: "clerk", on: "2019-03-05", because: "not poor") {
                try await $0.appraiseAgainst(.tokens(tokens), $1, in: $2)
            }
            try await office.schema.deliver([
                Teller().envelope(SettlementPosted.sample(on: july, owed: [(tokens[0], 10_000)]))
            ])
            _ = try await office.workDeadlines(on: "2019-08-01") {
                try await office.rows("SELECT count(*) FROM review_suggestion WHERE closed_at IS NULL") == [Int64(1)]
            }
            _ = try await office.act(as: "wang.township", on: "2019-08-02") {
                try await $0.raiseRisk(.tokens(tokens), $1, in: $2)
            }
            #expect(try await office.state(of: tokens[0]) == .monitored)
            #expect(
                try await office.rows("SELECT count(*) FROM review_suggestion WHERE closed_at IS NULL") == [Int64(0)])
            #expect(try await office.schema.breaches() == [])
            _ = try await office.act(as: "li", on: "2019-08-03") {
                try await $0.assess(.tokens(tokens), for: .entry, $1, in: $2)
            }
            _ = try await office.act(as: "wang.township", on: "2019-08-03") {
                try await $0.relapse(.tokens(tokens), $1, in: $2)
            }
            #expect(try await office.state(of: tokens[0]) == .applied)
            #expect(try await office.rows("SELECT risk_kind FROM household") == ["marginal"])
        }
    }
}
