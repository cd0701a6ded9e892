import EligibilityDomain
import Testing
import Vocabulary

@Suite("The designation of a county")
struct CountyDesignationTests {
    private func designation(
        _ code: String, _ level: CountyDesignation.Level, from: String = "2012-03-19", to: String? = nil,
        source: String = "list of key counties"
    ) -> CountyDesignation {
        CountyDesignation(
            code: DivisionCode.parsed(code), level: level, firstDay: Day.parsed(from),
            lastDay: to.map { Day.parsed($0) }, source: source)
    }

    @Test("allows a training shop in counties of the nation's list only, on the days that it holds")
    func trainingShop() throws {
        var designations = CountyDesignations()
        for designation in [
            designation("522728", .national, to: "2020-03-03"), designation("520526", .national),
            designation("341321", .national), designation("510131", .none), designation("330724", .provincial),
        ] { try designations.designate(designation) }
        let day = Day.parsed("2019-07-07")
        let allowed = ["522728", "520526", "341321", "510131", "330724", "110101"].filter {
            designations.mayHoldTrainingShop(in: DivisionCode.parsed($0), on: day)
        }
        #expect(allowed == ["522728", "520526", "341321"])
        #expect(!designations.mayHoldTrainingShop(in: DivisionCode.parsed("522728"), on: Day.parsed("2020-03-04")))
        #expect(!designations.mayHoldTrainingShop(in: DivisionCode.parsed("522728"), on: Day.parsed("2012-03-18")))
    }

    @Test("is one at a time, of a place of its level, with days and a source in order")
    func refusals() throws {
        var designations = CountyDesignations()
        let first = designation("522728", .national, from: "2012-01-01", to: "2019-12-31")
        try designations.designate(first)
        for (refused, refusal) in [
            (designation("522728", .none, from: "2019-12-31"), DesignationRefusal.overlaps(first)),
            (designation("522728", .none, from: "2010-01-01"), .overlaps(first)),
            (
                designation("522728101201", .national),
                .placeOfAnotherLevel(DivisionCode.parsed("522728101201"), .national)
            ),
            (designation("522728", .poorVillage), .placeOfAnotherLevel(DivisionCode.parsed("522728"), .poorVillage)),
            (designation("522728101", .none), .placeOfAnotherLevel(DivisionCode.parsed("522728101"), .none)),
            (
                designation("510131", .none, from: "2019-01-02", to: "2019-01-01"),
                .endsBeforeItBegins(firstDay: Day.parsed("2019-01-02"), lastDay: Day.parsed("2019-01-01"))
            ),
            (designation("510131", .none, source: ""), .sourceMissing),
        ] {
            #expect(throws: refusal) { try designations.designate(refused) }
        }
        #expect(designations.designations == [first])
        try designations.designate(designation("522728", .none, from: "2020-01-01"))
    }

    @Test("ends on its last day")
    func end() throws {
        var designations = CountyDesignations([designation("522728", .national)])
        let ended = try designations.end(DivisionCode.parsed("522728"), on: Day.parsed("2020-03-03"))
        #expect(ended.lastDay == Day("2020-03-03"))
        #expect(designations.level(of: ended.code, on: Day.parsed("2020-03-03")) == .national)
        #expect(designations.level(of: ended.code, on: Day.parsed("2020-03-04")) == CountyDesignation.Level.none)
        #expect(throws: DesignationRefusal.notDesignated(ended.code, on: Day.parsed("2020-03-04"))) {
            try designations.end(ended.code, on: Day.parsed("2020-03-04"))
        }
    }
}
