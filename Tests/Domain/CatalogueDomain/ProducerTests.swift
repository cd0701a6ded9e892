import CatalogueDomain
import Testing
import Vocabulary

@Suite("A producer")
struct ProducerTests {
    private func register(_ kind: ProducerKind, token: Token?, named: Bool) throws {
        _ = try Producer.register(
            id: Sample.id(1), kind: kind, token: token, name: named ? BilingualName(zh: "社", en: "Coop") : nil,
            county: Sample.code("341321"))
    }

    @Test("that is a household is known by its token alone")
    func household() throws {
        try register(.household, token: Sample.token(1), named: false)
        #expect(throws: ProducerRefusal.tokenMissing) { try register(.household, token: nil, named: false) }
        #expect(throws: ProducerRefusal.householdNamed) {
            try register(.household, token: Sample.token(1), named: true)
        }
    }

    @Test(
        "that is no household has a name and no token",
        arguments: [.cooperative, .enterprise, .operator] as [ProducerKind])
    func others(kind: ProducerKind) throws {
        try register(kind, token: nil, named: true)
        #expect(throws: ProducerRefusal.nameMissing) { try register(kind, token: nil, named: false) }
        #expect(throws: ProducerRefusal.tokenOfNoHousehold) { try register(kind, token: Sample.token(1), named: true) }
    }
}

@Suite("A household's standing")
struct HouseholdStandingTests {
    private func standing(_ number: UInt64, _ isBeneficiary: Bool, version: Int32 = 1) throws -> HouseholdStanding {
        HouseholdStanding(
            token: Sample.token(number), county: try Sample.code("341321"), isBeneficiary: isBeneficiary,
            version: version, effectiveAt: Sample.now)
    }

    @Test("is what was announced last, in whatever order it is heard")
    func versions() throws {
        var known = try standing(1, true, version: 3)
        #expect(throws: ProducerRefusal.outdated(known: 3)) { try known.record(standing(1, false, version: 3)) }
        #expect(throws: ProducerRefusal.anotherHousehold) { try known.record(standing(2, false, version: 4)) }
        try known.record(standing(1, false, version: 5))
        #expect(!known.isBeneficiary && known.version == 5)
    }

    @Test("decides whom a lot's sale helps")
    func benefit() throws {
        let lot = try Sample.lot(1)
        let registered = try standing(1, true, version: 4)
        #expect(lot.knownBenefit([:]) == .none, "a token never announced is an ordinary household's")
        #expect(
            lot.knownBenefit([registered.token: registered]) == KnownBenefit(isRegistered: true, householdVersion: 4))
        let exited = try standing(1, false, version: 9)
        #expect(lot.knownBenefit([exited.token: exited]) == KnownBenefit(isRegistered: false, householdVersion: 9))
        #expect(try Sample.lot(1, title: .purchased).knownBenefit([registered.token: registered]) == .none)
    }

    @Test("of every member decides for a cooperative", arguments: [true, false])
    func cooperative(secondIsRegistered: Bool) throws {
        let members = [1, 2].map { LotProducer.Member(token: Sample.token($0), amount: 5000) }
        let (lot, _) = try Lot.receive(
            id: Sample.id(1), quantity: .grams(10_000), of: Sample.product(), from: Sample.cooperative(),
            members: members, origin: Sample.origin(), at: Sample.now)
        let standings = try [standing(1, true), standing(2, secondIsRegistered)]
        let known = lot.knownBenefit(Dictionary(uniqueKeysWithValues: standings.map { ($0.token, $0) }))
        #expect(known == KnownBenefit(isRegistered: secondIsRegistered, householdVersion: nil))
        let (silent, _) = try Lot.receive(
            id: Sample.id(1), quantity: .grams(10_000), of: Sample.product(), from: Sample.cooperative(),
            origin: Sample.origin(), at: Sample.now)
        #expect(!silent.knownBenefit([:]).isRegistered, "without members nobody registered is known to earn")
    }
}

@Suite("A storefront")
struct StorefrontTests {
    @Test("is a county's, has a name in both languages, and closes once")
    func pavilion() throws {
        var pavilion = try Sample.pavilion()
        try pavilion.close()
        #expect(throws: StorefrontRefusal.notInState(.closed)) { try pavilion.close() }
        let village = try Sample.code("341321100201")
        #expect(throws: StorefrontRefusal.notACounty(village)) {
            try Pavilion.open(
                id: Sample.id(1), county: village, name: BilingualName(zh: "馆", en: "Pavilion"),
                operatorID: Sample.id(2))
        }
        #expect(throws: StorefrontRefusal.nameIncomplete) {
            try Pavilion.open(
                id: Sample.id(1), county: Sample.code("341321"), name: BilingualName(zh: "馆", en: ""),
                operatorID: Sample.id(2))
        }
    }

    @Test("that is a sub-platform serves counties, or every one")
    func subPlatform() throws {
        let name = BilingualName(zh: "西南", en: "Southwest")
        var everywhere = try SubPlatform.open(id: Sample.id(1), name: name, counties: [], partnerID: nil)
        try everywhere.close()
        #expect(throws: StorefrontRefusal.notInState(.closed)) { try everywhere.close() }
        let township = try Sample.code("341321100")
        #expect(throws: StorefrontRefusal.notACounty(township)) {
            try SubPlatform.open(id: Sample.id(1), name: name, counties: [township], partnerID: nil)
        }
    }
}
