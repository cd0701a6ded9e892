import EligibilityDomain
import Seeds
import Testing
import Vocabulary

/// The line of 2019 for three people is 3 x 3,218.00 yuan.
private let lineForThree: Fen = 965_400

@Suite("An assessment")
struct AssessmentTests {
    @Test(
        "for entry needs an income below the line and a guarantee missing",
        arguments: [
            (lineForThree - 1, 1, true), (lineForThree, 1, false), (lineForThree + 1, 1, false),
            (lineForThree - 1, 0, false), (-5, 6, true),
        ])
    func entry(net: Fen, missing: Int, isMet: Bool) throws {
        let input = Fixture.input(net: net, guarantees: Set(Guarantee.allCases.dropFirst(missing)))
        let assessment = try Assessment.entry(Fixture.id(1), of: input, rules: .initial, lines: .national)
        #expect(assessment.isMet == isMet)
        #expect(assessment.line.year == 2019)
        #expect(assessment.findings.map(\.value) == [net, Int64(missing)])
        #expect(assessment.findings.map(\.threshold) == [lineForThree, 1])
    }

    @Test("gives as reasons the findings that speak for its answer")
    func reasons() throws {
        let input = Fixture.input(net: lineForThree, guarantees: [])
        let assessment = try Assessment.entry(Fixture.id(1), of: input, rules: .initial, lines: .national)
        #expect(assessment.reasons.map(\.rule) == [.incomeBelowLine])
    }

    @Test("for exit needs each window above the line, and every guarantee")
    func exit() throws {
        func isMet(_ input: AssessmentInput) throws -> Bool {
            try Assessment.exit(Fixture.id(2), of: input, rules: .initial, lines: .national).isMet
        }
        #expect(try isMet(Fixture.input(net: lineForThree + 1)))
        #expect(try !isMet(Fixture.input(net: lineForThree)))
        for guarantee in Guarantee.allCases {
            let others = Set(Guarantee.allCases).subtracting([guarantee])
            #expect(try !isMet(Fixture.input(net: lineForThree + 1, guarantees: others)))
        }
    }

    @Test("for exit is not met by a rise of the last two months alone")
    func stably() throws {
        let window = IncomeWindow(asOf: Day.parsed("2019-06-12"))
        func input(monthsBefore: Int) -> AssessmentInput {
            AssessmentInput(
                household: Fixture.id, county: Fixture.village.county, day: Day.parsed("2019-06-12"), members: 3,
                guarantees: Set(Guarantee.allCases),
                incomes: [
                    MonthlyIncome(month: window.lastMonth - monthsBefore, component: .wages, amount: 2_000_000)
                ],
                rigidExpenses: 0, shocks: [])
        }
        #expect(
            try !Assessment.exit(Fixture.id(2), of: input(monthsBefore: 1), rules: .initial, lines: .national).isMet)
        #expect(try Assessment.exit(Fixture.id(2), of: input(monthsBefore: 2), rules: .initial, lines: .national).isMet)
    }

    @Test(
        "for monitoring is met below one and a half times the line, or by a shock",
        arguments: [
            (Fixture.input(net: 1_448_099), [Finding.Rule.incomeBelowMultiple]),
            (Fixture.input(net: 1_448_100), []),
            (Fixture.input(net: 2_000_000, rigidExpenses: 2_000_000), []),
            (Fixture.input(net: 2_000_000, rigidExpenses: 2_000_001), [.expenseAboveIncome]),
            (Fixture.input(net: 2_100_000, before: 3_000_000), [.incomeFall]),
            (Fixture.input(net: 2_100_001, before: 3_000_000), []),
            (Fixture.input(net: 2_000_000, shocks: [.illness, .disaster]), [.shock(.illness), .shock(.disaster)]),
        ])
    func monitoring(input: AssessmentInput, met: [Finding.Rule]) throws {
        let assessment = try Assessment.monitoring(Fixture.id(3), of: input, rules: .initial, lines: .national)
        #expect(assessment.isMet == !met.isEmpty)
        #expect(assessment.findings.filter(\.isMet).map(\.rule) == met)
    }

    @Test("agrees with exact fractions at any ratio")
    func exactRatios() {
        var random = SplitMix64(seed: 20_190_707)
        for _ in 0..<2_000 {
            let ratio = Ratio(.random(in: 0...40, using: &random), .random(in: 1...40, using: &random))
            let amount = Fen.random(in: 0...1_000_000, using: &random)
            let net = amount * ratio.numerator / ratio.denominator + .random(in: -2...2, using: &random)
            #expect((net < ratio.roundedUp(of: amount)) == (net * ratio.denominator < amount * ratio.numerator))
        }
    }

    @Test("is refused without rules, a line or members")
    func refused() {
        func assess(_ input: AssessmentInput) throws {
            _ = try Assessment.entry(Fixture.id(1), of: input, rules: .initial, lines: .national)
        }
        #expect(throws: AssessmentRefusal.noRules(on: Day.parsed("2013-12-31"))) {
            try assess(Fixture.input(net: 0, on: Day.parsed("2013-12-31")))
        }
        #expect(throws: AssessmentRefusal.noLine(county: Fixture.village.county, year: 2021)) {
            try assess(Fixture.input(net: 0, on: Day.parsed("2021-02-01")))
        }
        #expect(throws: AssessmentRefusal.noMembers(household: Fixture.id)) {
            try assess(Fixture.input(net: 0, members: 0))
        }
    }

    @Test("takes members and guarantees from the form of the day")
    func fromForm() throws {
        var household = Fixture.household(in: .registered)
        let members = [
            Fixture.member(2, .head, insurance: []), Fixture.member(10, .child, schooling: .droppedOut),
            Fixture.member(11, .parent, leftOn: Day.parsed("2019-06-11")),
        ]
        let living = Fixture.living(hasFood: false, grade: .b, water: .carried)
        household = try Household.open(
            with: Fixture.application(form: Fixture.form(members: members, living: living)), duplicate: nil,
            Fixture.act()
        ).0
        let input = AssessmentInput(of: household, on: Day.parsed("2019-06-12"), incomes: [])
        #expect(input.members == 2)
        #expect(input.guarantees == [.clothing, .safeHousing])
    }
}
