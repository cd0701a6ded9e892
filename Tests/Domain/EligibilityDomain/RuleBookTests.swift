import EligibilityDomain
import Testing
import Vocabulary

private func rules(
    version: String = "v1", from: String = "2014-01-01", to: String? = nil, source: String = "decree",
    votes: Int = 10, majority: Ratio = Ratio(2, 3), days: Int32 = 7, missing: Int = 1, windows: Int = 3,
    multiple: Ratio = Ratio(3, 2), fall: Ratio = Ratio(3, 10), checks: Int = 2
) -> RuleSet {
    RuleSet(
        version: version, firstDay: Day.parsed(from), lastDay: to.map { Day.parsed($0) }, source: source,
        appraisal: RuleSet.AppraisalRule(fewestVotes: votes, majority: majority), publicityDays: days,
        entry: RuleSet.EntryRule(fewestMissingGuarantees: missing), exit: RuleSet.ExitRule(stableWindows: windows),
        monitoring: RuleSet.MonitoringRule(lineMultiple: multiple, incomeFall: fall, checksWithoutRisk: checks))
}

@Suite("A rule book")
struct RuleBookTests {
    @Test("holds one rule set on each day")
    func inForce() throws {
        let book = try #require(
            RuleBook([rules(version: "v2", from: "2017-01-01"), rules(to: "2016-12-31")]))
        #expect(book.inForce(on: Day.parsed("2013-12-31")) == nil)
        #expect(book.inForce(on: Day.parsed("2014-01-01"))?.version == "v1")
        #expect(book.inForce(on: Day.parsed("2016-12-31"))?.version == "v1")
        #expect(book.inForce(on: Day.parsed("2017-01-01"))?.version == "v2")
        #expect(book.set(version: "v1")?.lastDay == Day("2016-12-31"))
    }

    @Test("takes no two rule sets of one day or one version")
    func overlaps() {
        #expect(RuleBook([rules(), rules(version: "v2", from: "2017-01-01")]) == nil)
        #expect(RuleBook([rules(to: "2017-01-01"), rules(version: "v2", from: "2017-01-01")]) == nil)
        #expect(RuleBook([rules(to: "2016-12-31"), rules(from: "2017-01-01")]) == nil)
    }

    @Test("begins with the register itself, at seven days and one and a half times the line")
    func initial() throws {
        let first = try #require(RuleBook.initial.inForce(on: Day.parsed("2019-07-07")))
        #expect(first.firstDay == Day("2014-01-01"))
        #expect(first.publicityDays == 7)
        #expect(first.monitoring.lineMultiple == Ratio(3, 2))
    }

    @Test("describes equal rule sets equally, and any other one otherwise")
    func canonicalText() {
        let variants = [
            rules(), rules(version: "v2"), rules(from: "2014-01-02"), rules(to: "2020-12-31"), rules(source: "other"),
            rules(votes: 11), rules(majority: Ratio(1, 2)), rules(days: 8), rules(missing: 0), rules(windows: 2),
            rules(multiple: Ratio(2)), rules(fall: Ratio(1, 2)), rules(checks: 3),
            rules(source: "decree\nfirst-day 10:2014-01-01"),
        ]
        #expect(Set(variants.map(\.canonicalText)).count == variants.count)
        #expect(rules().canonicalText == rules().canonicalText)
    }

    @Test("describes a rule set in a form that does not change")
    func stableText() {
        #expect(
            rules().canonicalText == """
                throughtrain.rule-set.v1
                version 2:v1
                first-day 10:2014-01-01
                last-day -
                source 6:decree
                appraisal.fewest-votes 2:10
                appraisal.majority 3:2/3
                publicity-days 1:7
                entry.fewest-missing-guarantees 1:1
                exit.stable-windows 1:3
                monitoring.line-multiple 3:3/2
                monitoring.income-fall 4:3/10
                monitoring.checks-without-risk 1:2

                """)
    }
}
