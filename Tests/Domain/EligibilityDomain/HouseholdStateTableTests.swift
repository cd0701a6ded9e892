import EligibilityDomain
import Testing

/// What a row of the state table publishes.
enum Published {
    case nothing
    case registered
    case statusChanged
}

/// A row of the state table.
struct Row: CustomTestStringConvertible {
    var from: HouseholdState
    var command: HouseholdCommand
    var to: HouseholdState
    var published: Published

    init(
        _ from: HouseholdState, _ command: HouseholdCommand, _ to: HouseholdState, _ published: Published = .nothing
    ) {
        self.from = from
        self.command = command
        self.to = to
        self.published = published
    }

    var testDescription: String { "\(from.rawValue) \(command.rawValue) -> \(to.rawValue)" }
}

private let rows: [Row] =
    [
        Row(.applied, .appraise, .appraised),
        Row(.applied, .appraiseAgainst, .rejected),
        Row(.appraised, .publish, .firstPublicity),
        Row(.firstPublicity, .object, .firstPublicity),
        Row(.secondPublicity, .object, .secondPublicity),
        Row(.exitPublicity, .object, .exitPublicity),
        Row(.firstPublicity, .uphold, .applied),
        Row(.secondPublicity, .uphold, .applied),
        Row(.firstPublicity, .dismiss, .firstPublicity),
        Row(.secondPublicity, .dismiss, .secondPublicity),
        Row(.exitPublicity, .dismiss, .exitPublicity),
        Row(.firstPublicity, .closePublicity, .townshipReview),
        Row(.townshipReview, .approveAtTownship, .secondPublicity),
        Row(.townshipReview, .returnCase, .applied),
        Row(.countyReview, .returnCase, .applied),
        Row(.townshipReview, .reject, .rejected),
        Row(.countyReview, .reject, .rejected),
        Row(.secondPublicity, .closePublicity, .countyReview),
        Row(.countyReview, .approveAtCounty, .announced),
        Row(.announced, .register, .registered, .registered),
        Row(.registered, .appraiseExit, .exitAppraised, .statusChanged),
        Row(.exitAppraised, .verifyExit, .verified, .statusChanged),
        Row(.exitAppraised, .denyExit, .registered, .statusChanged),
        Row(.verified, .acknowledgeExit, .acknowledged, .statusChanged),
        Row(.verified, .contestExit, .registered, .statusChanged),
        Row(.acknowledged, .publishExit, .exitPublicity, .statusChanged),
        Row(.exitPublicity, .uphold, .registered, .statusChanged),
        Row(.exitPublicity, .closePublicity, .exited, .statusChanged),
        Row(.exited, .raiseRisk, .monitored, .statusChanged),
        Row(.ordinary, .raiseRisk, .monitored, .statusChanged),
        Row(.rejected, .raiseRisk, .monitored, .statusChanged),
        Row(.monitored, .eliminateRisk, .exited, .statusChanged),
        Row(.exited, .relapse, .applied, .statusChanged),
        Row(.monitored, .relapse, .applied, .statusChanged),
    ]
    + [.registered, .exitAppraised, .verified, .acknowledged, .exitPublicity].map {
        Row($0, .revoke, .revoked, .statusChanged)
    }
    + [.registered, .exitAppraised, .verified, .acknowledged, .exitPublicity, .exited, .monitored].map {
        Row($0, .close, .closed, .statusChanged)
    }
    + [
        .ordinary, .applied, .rejected, .appraised, .firstPublicity, .townshipReview, .secondPublicity, .countyReview,
        .announced, .revoked,
    ].map { Row($0, .close, .closed) }

private let pairs = HouseholdState.allCases.flatMap { state in
    HouseholdCommand.allCases.map { (state, $0) }
}

@Suite("The state table of households")
struct HouseholdStateTableTests {
    @Test("leads where its rows say, and publishes what they say", arguments: rows)
    func leads(row: Row) throws {
        var household = Fixture.household(in: row.from, objections: Self.objections(for: row.command))
        let facts = try row.command.run(on: &household)
        #expect(household.state == row.to)
        #expect(Self.published(facts) == row.published)
    }

    @Test("refuses whatever has no row, and leaves the household as it was", arguments: pairs)
    func refuses(state: HouseholdState, command: HouseholdCommand) {
        guard !rows.contains(where: { $0.from == state && $0.command == command }) else { return }
        let before = Fixture.household(in: state, objections: Self.objections(for: command))
        var household = before
        #expect(throws: HouseholdRefusal.notInState(command, state)) { try command.run(on: &household) }
        #expect(household == before)
    }

    @Test("holds a command once for each state that it starts from")
    func isAFunction() {
        for (state, command) in pairs {
            #expect(rows.count { $0.from == state && $0.command == command } <= 1)
        }
    }

    @Test("counts a household as registered until it has exited")
    func beneficiaries() {
        let beneficiaries = HouseholdState.allCases.filter(\.isBeneficiary)
        #expect(beneficiaries == [.registered, .exitAppraised, .verified, .acknowledged, .exitPublicity])
    }

    private static func objections(for command: HouseholdCommand) -> [Objection] {
        command == .uphold || command == .dismiss ? [Fixture.openObjection] : []
    }

    private static func published(_ facts: [HouseholdFact]) -> Published {
        for fact in facts {
            if case .registered = fact { return .registered }
            if case .statusChanged = fact { return .statusChanged }
        }
        return .nothing
    }
}
