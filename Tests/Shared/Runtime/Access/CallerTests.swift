import Testing
import Vocabulary

@testable import Runtime

@Suite("How far a caller reaches")
struct CallerTests {
    private static let ours = DivisionCode("522728")
    private static let village = DivisionCode("522728100201")
    private static let theirs = DivisionCode("341321")

    @Test("is to what lies in the county of the token, and everywhere without one")
    func places() throws {
        let ours = try #require(Self.ours)
        let village = try #require(Self.village)
        let theirs = try #require(Self.theirs)
        let officer = Caller("zhao", as: .countyOfficer, within: Scope(county: ours))
        let everywhere = Caller("li", as: .countyOfficer)
        #expect(officer.reaches(ours))
        #expect(officer.reaches(village))
        #expect(!officer.reaches(theirs))
        #expect(everywhere.reaches(theirs))
        #expect(try officer.countyShown(asked: nil) == ours)
        #expect(try officer.countyShown(asked: ours) == ours)
        #expect(try everywhere.countyShown(asked: nil) == nil)
        #expect(try everywhere.countyShown(asked: theirs) == theirs)
        let refusal = try #require(throws: Problem.self) { try officer.countyShown(asked: theirs) }
        #expect(refusal.status == 403)
        #expect(refusal.code == "out-of-scope")
        #expect(refusal.field == "county")
        #expect(throws: Problem.self) { try officer.expectEverything() }
        #expect(throws: Never.self) { try everywhere.expectEverything() }
    }

    @Test("is to its own sub-platform, for who acts in one, and neither to another nor to what knows none")
    func subPlatforms() throws {
        let (own, other) = (UUIDv7.make(), UUIDv7.make())
        let reviewer = Caller("wu", as: .reviewer, within: Scope(subPlatform: own))
        #expect(reviewer.actsIn(own) && !reviewer.actsIn(other) && !reviewer.actsIn(nil))
        #expect(throws: Never.self) { try reviewer.expect(subPlatform: own, field: "sub_platform") }
        for place in [other, nil] {
            let refusal = try #require(throws: Problem.self) {
                try reviewer.expect(subPlatform: place, field: "sub_platform")
            }
            #expect(refusal.status == 403 && refusal.code == "out-of-scope" && refusal.field == "sub_platform")
        }
        #expect(throws: Problem.self) { try reviewer.expectEverySubPlatform() }
        #expect(throws: Problem.self) { try reviewer.expectEverything() }
        let unbound = Caller("wu", as: .reviewer)
        #expect(unbound.actsIn(own) && unbound.actsIn(nil))
        #expect(throws: Never.self) { try unbound.expectEverything() }
    }

    @Test("is to its own partner, for a partner, and to any for who acts for none")
    func partners() throws {
        let (own, other) = (UUIDv7.make(), UUIDv7.make())
        let partner = Caller("city-market", as: .partner, within: Scope(partner: own))
        #expect(throws: Never.self) { try partner.expect(partner: own, field: "partner") }
        #expect(throws: Problem.self) { try partner.expect(partner: other, field: "partner") }
        #expect(throws: Never.self) { try Caller("li", as: .operator).expect(partner: other, field: "partner") }
    }

    @Test("tells apart who bears the same name in another role, for another partner or of another county")
    func identity() throws {
        let ours = try #require(Self.ours)
        let callers = [
            Caller("li", as: .partner, within: Scope(partner: .make())),
            Caller("li", as: .partner, within: Scope(partner: .make())), Caller("li", as: .operator),
            Caller("li", as: .reviewer), Caller("li", as: .reviewer, within: Scope(county: ours)),
            Caller("li", as: .buyer, within: Scope(subPlatform: .make())), Caller("li", as: .buyer),
        ]
        #expect(Set(callers.map(\.identity)).count == callers.count)
        #expect(callers.last?.identity == Caller("li", as: .buyer).identity)
    }

    @Test("is not to what is there for other roles")
    func roles() throws {
        let need = Need(.reviewer, .operator)
        for role in Role.allCases {
            if need.roles.contains(role) {
                #expect(throws: Never.self) { try need.expect(role) }
            } else {
                let refusal = try #require(throws: Problem.self) { try need.expect(role) }
                #expect(refusal.status == 403)
                #expect(refusal.detail.contains("reviewer, operator"))
            }
        }
    }
}
