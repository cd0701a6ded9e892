import EligibilityDomain
import Testing
import Vocabulary

@Suite("Income")
struct IncomeTests {
    @Test(
        "counts the twelve months to the end of the last month",
        arguments: [
            ("2019-07-01", "2018-07 to 2019-06"), ("2019-07-31", "2018-07 to 2019-06"),
            ("2020-01-15", "2019-01 to 2019-12"),
        ])
    func window(day: String, window: String) {
        #expect(IncomeWindow(asOf: Day.parsed(day)).description == window)
    }

    @Test("is wages, operating, property and transfer less production costs, within the window only")
    func net() {
        let window = IncomeWindow(asOf: Day.parsed("2019-07-01"))
        let incomes =
            [
                (IncomeComponent.wages, Fen(1)), (.operating, 10), (.property, 100), (.transfer, 1_000),
                (.productionCosts, 10_000),
            ].flatMap { component, amount in
                [-12, -11, 0, 1].map { months in
                    MonthlyIncome(month: window.lastMonth + months, component: component, amount: amount)
                }
            }
        #expect(IncomeStatement(over: window, of: incomes).net == 2 * (1_111 - 10_000))
    }

    @Test("is appended from settlements once each, reversals negative")
    func settlements() {
        func income(_ number: UInt64, _ kind: SettlementIncome.Kind, _ amount: Fen) -> SettlementIncome {
            SettlementIncome(
                settlement: Fixture.id(number), kind: kind, household: Fixture.id,
                businessDay: Day.parsed("2019-06-30"), amount: amount)
        }
        func key(_ number: UInt64) -> IncomeEntry.Key {
            IncomeEntry.Key(household: Fixture.id, source: .settlement(Fixture.id(number)), component: .operating)
        }
        func entry(_ number: UInt64, _ amount: Fen) -> SettlementRecording {
            .appended(IncomeEntry(key: key(number), day: Day.parsed("2019-06-30"), amount: amount))
        }
        let limit = IncomeEntry.amountLimit
        let answers = IncomeEntry.record(
            [
                income(1, .sale, 500), income(1, .sale, 500), income(2, .reversal, -200), income(3, .sale, -1),
                income(4, .reversal, 1), income(5, .correction, -7), income(6, .purchase, 300), income(7, .sale, 9),
                income(8, .sale, limit), income(9, .sale, limit + 1), income(10, .correction, .min),
            ],
            recorded: [key(7)])
        #expect(
            answers == [
                entry(1, 500), .known(key(1)), entry(2, -200), .refused(key(3), .signWrong(.sale, -1)),
                .refused(key(4), .signWrong(.reversal, 1)), entry(5, -7), entry(6, 300), .known(key(7)),
                entry(8, limit), .refused(key(9), .amountOutOfRange(limit + 1)),
                .refused(key(10), .amountOutOfRange(.min)),
            ])
    }

    @Test("of a settlement counts for the month of its business day")
    func month() throws {
        let key = IncomeEntry.Key(household: Fixture.id, source: .survey(Fixture.id(1)), component: .wages)
        let entry = IncomeEntry(key: key, day: .parsed("2019-12-31"), amount: 5)
        let december = try #require(Month(year: 2019, month: 12))
        #expect(entry.monthly == MonthlyIncome(month: december, component: .wages, amount: 5))
        #expect((december + 1).description == "2020-01")
        #expect(Month(year: 2019, month: 13) == nil)
    }
}
