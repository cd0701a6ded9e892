import EligibilityDomain
import Vocabulary

/// A household of Luodian, the people around it, and the rules it lives under in June 2019.
enum Fixture {
    static let id = UUIDv7(high: 0x0190_163d_8694_739b, low: 1)
    static let token = Token.parsed("MFRGGZDFMZTWQ2LKNNWG23TPOA")
    static let village = DivisionCode.parsed("522728101201")
    static let head = UUIDv7(high: 0x0190_163d_8694_739b, low: 2)
    static let objection = UUIDv7(high: 0x0190_163d_8694_739b, low: 3)

    static let appraiser = Actor("village-1")
    static let secretary = Actor("village-secretary")
    static let township = Actor("township-1")
    static let county = Actor("county-1")
    static let resident = Actor("resident-1")
    static let mediator = Actor("township-2")

    static let posted = Day.parsed("2019-06-03")
    static let rules = RuleBook.initial.sets[0]
    static let notice = PublicNotice(masking: "王小明", identityNumber: "522728197001011234")
    static let minutes = ContentDigest.parsed(String(repeating: "a", count: 64))
    static let digests = AssessmentDigests(ruleSet: fingerprint("rules"), input: fingerprint("input"))

    static func id(_ number: UInt64) -> UUIDv7 {
        UUIDv7(high: 0x0190_163d_8694_739b, low: 100 + number)
    }

    static func act(_ actor: Actor = mediator, _ time: String = "2019-06-12T12:00:00+08:00") -> Act {
        Act(by: actor, at: Instant.parsed(time), evidence: id(0))
    }

    static func member(
        _ number: UInt64, _ relation: Relation, schooling: Schooling = .none,
        insurance: Set<Insurance> = [.basicMedical], leftOn: Day? = nil
    ) -> Member {
        Member(
            id: UUIDv7(high: head.high, low: number), relation: relation, education: .primary, schooling: schooling,
            health: .healthy, labour: .ordinary, work: .farming, insurance: insurance,
            joinedOn: Day.parsed("2001-01-01"),
            leftOn: leftOn)
    }

    static func living(
        hasFood: Bool = true, hasClothing: Bool = true, grade: DwellingGrade = .c, water: WaterSupply = .tap
    ) -> LivingConditions {
        LivingConditions(
            hasFood: hasFood, hasClothing: hasClothing, dwelling: Dwelling(squareMetres: 60, grade: grade),
            water: water, power: .domestic, fuel: .firewood, road: Road(surface: .gravel, metresToTrunkRoad: 2_300),
            land: Land(arable: 250))
    }

    /// Three people in a house of grade C.
    static func form(
        members: [Member] = [member(2, .head), member(10, .spouse), member(11, .child, schooling: .primary)],
        causes: PovertyCauses = PovertyCauses(main: .illness, others: [.labour, .transport]),
        living: LivingConditions = living()
    ) -> HouseholdForm {
        HouseholdForm(attribute: .general, causes: causes, members: members, living: living)
    }

    static func application(
        form: HouseholdForm = form(), village: DivisionCode = village, signatory: UUIDv7 = head,
        expiresOn: Day? = nil
    ) -> Application {
        Application(
            household: id, token: token, village: village, form: form,
            consent: Consent(signatory: signatory, signedOn: Day.parsed("2019-05-02"), expiresOn: expiresOn))
    }

    /// What an assessment of three people looks at, with one net income of the year, earned in its last month.
    static func input(
        net: Fen, on day: Day = Day.parsed("2019-06-12"), guarantees: Set<Guarantee> = Set(Guarantee.allCases),
        before: Fen = 0, rigidExpenses: Fen = 0, shocks: Set<Shock> = [], members: Int = 3
    ) -> AssessmentInput {
        let window = IncomeWindow(asOf: day)
        return AssessmentInput(
            household: id, county: village.county, day: day, members: members, guarantees: guarantees,
            incomes: [
                MonthlyIncome(month: window.lastMonth - 3, component: .operating, amount: net),
                MonthlyIncome(month: window.lastMonth - 15, component: .operating, amount: before),
            ],
            rigidExpenses: rigidExpenses, shocks: shocks)
    }

    static func assessment(_ purpose: Assessment.Purpose, on day: Day = Day.parsed("2019-06-12")) -> Assessment {
        let lines = PovertyLineTable.national
        do {
            switch purpose {
            case .entry:
                let input = input(net: 500_000, on: day, guarantees: [.food, .clothing])
                return try .entry(id(1), of: input, rules: .initial, lines: lines)
            case .exit:
                return try .exit(id(2), of: input(net: 1_500_000, on: day), rules: .initial, lines: lines)
            case .monitoring:
                return try .monitoring(id(3), of: input(net: 1_000_000, on: day), rules: .initial, lines: lines)
            }
        } catch {
            preconditionFailure("the fixture's figures can be assessed: \(error)")
        }
    }

    static func appraisal(
        _ assessment: Assessment, votesFor: Int = 9, votesAgainst: Int = 3, appraisers: [Actor] = [appraiser]
    ) -> Appraisal {
        Appraisal(
            assessment: assessment, votesFor: votesFor, votesAgainst: votesAgainst, minutes: minutes,
            appraisers: appraisers, recordedBy: secretary)
    }

    static let openObjection = Objection(
        id: objection, raisedBy: resident, raisedAt: Instant.parsed("2019-06-05T09:00:00+08:00"),
        grounds: "owns a lorry")

    /// A household as it stands in a state, posted on 3 June where a notice hangs.
    static func household(
        in state: HouseholdState, objections: [Objection] = [], wasRegistered: Bool = true
    ) -> Household {
        var caseFile = CaseFile(appraisal: appraisal(assessment(.entry)))
        if let stage = state.publicityStage {
            caseFile.publicities = [
                Publicity(stage: stage, postedOn: posted, lastDay: Day.parsed("2019-06-10"), objections: objections)
            ]
        }
        if state == .secondPublicity || state == .countyReview || state == .announced {
            let at = Instant.parsed("2019-06-02T09:00:00+08:00")
            caseFile.approvals = [Approval(level: .township, by: township, at: at)]
        }
        let isKnown = state.isBeneficiary || state == .exited || state == .monitored
        return Household(
            id: id, token: token, village: village, form: form(), state: state, caseFile: caseFile,
            risk: state == .monitored
                ? Risk(
                    kind: .unstable, raisedAt: Instant.parsed("2019-06-03T09:00:00+08:00"),
                    assessment: assessment(.monitoring)) : nil,
            isRelapse: false, registeredOn: isKnown && wasRegistered ? Day.parsed("2016-11-01") : nil,
            lastKnown: isKnown
                ? StatusEntry(
                    state: state, county: village.county, effectiveAt: Instant.parsed("2019-06-03T09:00:00+08:00"),
                    evidence: id(9)) : nil,
            changedAt: Instant.parsed("2019-06-03T09:00:00+08:00"))
    }
}
