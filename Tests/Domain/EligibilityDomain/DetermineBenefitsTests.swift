import EligibilityDomain
import Testing
import Vocabulary

@Suite("The status as of an instant")
struct StatusHistoryTests {
    private let registered = entry(.registered, "2019-06-12T12:00:00Z", 1)
    private let exited = entry(.exited, "2019-07-07T00:00:00Z", 2)

    @Test(
        "is the one in force then",
        arguments: [
            ("2019-06-12T11:59:59.999Z", "unknown", false),
            ("2019-06-12T12:00:00.000Z", "registered", true),
            ("2019-07-06T23:59:59.999Z", "registered", true),
            ("2019-07-07T00:00:00.000Z", "exited", false),
        ])
    func asOf(time: String, code: String, isBeneficiary: Bool) {
        // The order of the rows in a store does not matter.
        let status = StatusHistory([exited, registered]).status(asOf: Instant.parsed(time))
        #expect(status.code == code)
        #expect(status.isBeneficiary == isBeneficiary)
    }

    @Test("is the later of two entries of one instant")
    func sameInstant() {
        let again = entry(.exitAppraised, "2019-06-12T12:00:00Z", 3)
        let history = StatusHistory([registered, again, exited])
        #expect(history.status(asOf: registered.effectiveAt) == .known(.exitAppraised))
    }
}

@Suite("A determination of benefits")
struct DetermineBenefitsTests {
    @Test("answers each token once, as of the reservation, and the unknown with no benefit")
    func determines() {
        let stranger = Token.parsed("MFRGGZDFMZTWQ2LKNNWG23TPOB")
        let late = Token.parsed("MFRGGZDFMZTWQ2LKNNWG23TPOC")
        let inquiry = BenefitInquiry(
            order: Fixture.id(20), asOf: Instant.parsed("2019-07-07T12:00:00Z"),
            tokens: [stranger, Fixture.token, stranger, late, Fixture.token], record: Fixture.id(21))
        let determinations = inquiry.determine(from: [
            Fixture.token: StatusHistory([
                entry(.registered, "2019-06-12T12:00:00Z", 1), entry(.exited, "2019-07-07T12:00:00.001Z", 2),
            ]),
            late: StatusHistory([entry(.registered, "2019-07-08T00:00:00Z", 3)]),
        ])
        #expect(determinations.map(\.token) == [stranger, Fixture.token, late])
        #expect(determinations.map(\.status.code) == ["unknown", "registered", "unknown"])
        #expect(determinations.map(\.benefit) == [false, true, false])
        #expect(determinations.map(\.county) == [nil, Fixture.village.county, nil])
        #expect(determinations.map(\.evidence) == [Fixture.id(21), Fixture.id(1), Fixture.id(21)])
    }
}

private func entry(_ state: HouseholdState, _ time: String, _ evidence: UInt64) -> StatusEntry {
    StatusEntry(
        state: state, county: Fixture.village.county, effectiveAt: Instant.parsed(time), evidence: Fixture.id(evidence))
}
