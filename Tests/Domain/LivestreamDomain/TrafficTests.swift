import LivestreamDomain
import Testing
import Vocabulary

@Suite("Traffic grants")
struct TrafficTests {
    private func account(earned: Fen, rewarded: Fen = 0) throws -> TrafficAccount {
        TrafficAccount(
            listingID: Sample.listingID, productID: Sample.productID, county: try Sample.county(),
            earned: earned, rewarded: rewarded, evidenceID: Sample.id(70))
    }

    private func attribution(_ toRegistered: Fen, evidence: UInt64?) throws -> Attribution {
        let episode = EpisodeReference(episodeID: Sample.episodeID, programmeID: Sample.programmeID)
        let credit = Credit(episode: episode, offerID: nil, listingID: Sample.listingID, rule: .lastEpisode)
        return Attribution(
            id: Sample.id(80), settlementID: Sample.id(71), orderID: Sample.id(31), credit: credit,
            productID: Sample.productID, county: try Sample.county(), amount: toRegistered * 2,
            toRegistered: toRegistered, evidenceID: evidence.map(Sample.id))
    }

    /// The policy of 2019: 1,000 impressions for each 100 yuan, at most 100 steps in one grant.
    @Test(
        "are worth whole steps of what reached registered households and was not rewarded",
        arguments: [
            (earned: Fen(10_000), rewarded: Fen(0), impressions: Int64(1_000), rewardedAfter: Fen(10_000)),
            (earned: 29_999, rewarded: 0, impressions: 2_000, rewardedAfter: 20_000),
            (earned: 29_999, rewarded: 10_000, impressions: 1_000, rewardedAfter: 20_000),
            (earned: 5_000_000, rewarded: 0, impressions: 100_000, rewardedAfter: 1_000_000),
        ])
    func formula(earned: Fen, rewarded: Fen, impressions: Int64, rewardedAfter: Fen) throws {
        var account = try account(earned: earned, rewarded: rewarded)
        let now = try Sample.start()
        let grant = try account.grant(Sample.id(81), isBeneficiaryOffer: true, under: TrafficPolicy.adopted, at: now)
        #expect(grant.impressions == impressions)
        #expect(grant.period == Period(from: now, to: now + .days(7)))
        #expect(grant.evidenceID == Sample.id(70))
        #expect(grant.policyFrom == (try Sample.day("2019-01-01")))
        #expect(account.rewarded == rewardedAfter)
    }

    @Test("are for beneficiary offers only")
    func beneficiaryOnly() throws {
        let before = try account(earned: 1_000_000)
        var account = before
        #expect(throws: TrafficRefusal.notBeneficiary) {
            try account.grant(
                Sample.id(81), isBeneficiaryOffer: false, under: TrafficPolicy.adopted, at: Sample.start())
        }
        #expect(account == before)
    }

    @Test("wait until a step is earned", arguments: [(Fen(9_999), Fen(0), Fen(1)), (5_000, 10_000, 15_000)])
    func notEarned(earned: Fen, rewarded: Fen, missing: Fen) throws {
        var account = try account(earned: earned, rewarded: rewarded)
        #expect(throws: TrafficRefusal.notEarned(missing: missing)) {
            try account.grant(Sample.id(81), isBeneficiaryOffer: true, under: TrafficPolicy.adopted, at: Sample.start())
        }
    }

    @Test("are earned by what reaches registered households, and made up for by what is reversed")
    func earns() throws {
        var account = TrafficAccount(
            listingID: Sample.listingID, productID: Sample.productID, county: try Sample.county())
        account.earn([try attribution(12_000, evidence: 72), try attribution(0, evidence: nil)])
        #expect(account.earned == 12_000)
        #expect(account.evidenceID == Sample.id(72))
        account.earn([try attribution(-5_000, evidence: 73)])
        #expect(account.earned == 7_000)
        #expect(account.evidenceID == Sample.id(72))
    }

    @Test("follow the policy of their day")
    func policyOfTheDay() throws {
        let first = try #require(TrafficPolicy.adopted.first)
        let second = TrafficPolicy(
            from: try Sample.day("2019-07-08"), stepFen: 5_000, impressionsPerStep: 10, stepsPerGrant: 1,
            duration: .days(1), reason: "A test of dates.")
        let policies = [second, first]
        #expect(TrafficPolicy.inForce(on: try Sample.day("2018-12-31"), among: policies) == nil)
        #expect(TrafficPolicy.inForce(on: try Sample.day("2019-01-01"), among: policies) == first)
        #expect(TrafficPolicy.inForce(on: try Sample.day("2019-07-07"), among: policies) == first)
        #expect(TrafficPolicy.inForce(on: try Sample.day("2019-07-08"), among: policies) == second)

        var account = try account(earned: 10_000)
        let tooSoon = try Sample.instant("2018-12-31T15:59:59Z")
        #expect(throws: TrafficRefusal.noPolicy(try Sample.day("2018-12-31"))) {
            try account.grant(Sample.id(81), isBeneficiaryOffer: true, under: policies, at: tooSoon)
        }
    }
}
