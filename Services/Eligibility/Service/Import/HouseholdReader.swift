internal import EligibilityDomain
internal import Vocabulary

/// Reads the rows of one household.
struct HouseholdReader {
    private var rows: [RowReader]
    private var disagreements: [BadRow] = []

    init(_ rows: [RowReader]) {
        self.rows = rows
    }

    var faults: [BadRow] { rows.flatMap(\.faults) + disagreements }

    /// The household; nil if something is wrong with any of its rows.
    mutating func read() -> Enrolment? {
        guard let line = rows.first?.line else { return nil }
        noteDisagreements()
        let household = readHousehold(&rows[0])
        let members = rows.indices.map { readMember(&rows[$0]) }
        guard faults.isEmpty, let household else { return nil }
        let sound = members.compactMap(\.self)
        let form = HouseholdForm(
            attribute: household.attribute, causes: household.causes, members: sound.map(\.member),
            living: household.living)
        let signatory = sound.first { $0.consentedOn != nil }
        return Enrolment(
            line: line, village: household.village, surveyedOn: household.surveyedOn, form: form,
            consent: signatory.flatMap { member in
                member.consentedOn.map { Consent(signatory: member.member.id, signedOn: $0, expiresOn: nil) }
            },
            people: sound.map { ($0.member.id, $0.personal) },
            income: sound.reduce(into: [:]) { $0.merge($1.income, uniquingKeysWith: +) })
    }

    /// Rows whose identity number stands in an earlier row of the sheet.
    func repeated(in lineOf: inout [String: Int]) -> [BadRow] {
        rows.compactMap { row in
            let number = row.text(.identityNumber)
            guard !number.isEmpty, let line = lineOf.updateValue(row.line, forKey: number) else { return nil }
            return BadRow(line: row.line, column: .identityNumber, "is that of line \(line): enter a person once")
        }
    }

    private mutating func noteDisagreements() {
        for row in rows.dropFirst() {
            for column in EnrolmentColumn.ofHousehold where row.text(column) != rows[0].text(column) {
                disagreements.append(
                    BadRow(line: row.line, column: column, "differs from line \(rows[0].line) of the same household"))
            }
        }
    }
}

/// What the rows of a household say of the household itself.
private struct HouseholdPart {
    let village: DivisionCode
    let surveyedOn: Day
    let attribute: HouseholdAttribute
    let causes: PovertyCauses
    let living: LivingConditions
}

private func readHousehold(_ row: inout RowReader) -> HouseholdPart? {
    let village = row.village(.village)
    let surveyedOn = row.day(.surveyedOn)
    let attribute = row.code(.attribute, HouseholdAttribute.self)
    let mainCause = row.code(.mainCause, PovertyCause.self)
    let otherCauses = row.codes(.otherCauses, PovertyCause.self)
    let living = readLiving(&row)
    guard let village, let surveyedOn, let attribute, let mainCause, let otherCauses, let living else { return nil }
    return HouseholdPart(
        village: village, surveyedOn: surveyedOn, attribute: attribute,
        causes: PovertyCauses(main: mainCause, others: otherCauses), living: living)
}

private func readLiving(_ row: inout RowReader) -> LivingConditions? {
    let hasFood = row.bool(.hasFood)
    let hasClothing = row.bool(.hasClothing)
    let squareMetres = row.count(.dwellingSquareMetres)
    let grade = row.code(.dwellingGrade, DwellingGrade.self)
    let water = row.code(.water, WaterSupply.self)
    let power = row.code(.power, PowerSupply.self)
    let fuel = row.code(.fuel, Fuel.self)
    let surface = row.code(.road, RoadSurface.self)
    let metres = row.count(.metresToTrunkRoad)
    let arable = row.hundredths(.arable)
    let woodland = row.hundredths(.woodland)
    let pasture = row.hundredths(.pasture)
    guard let hasFood, let hasClothing, let squareMetres, let grade, let water, let power, let fuel, let surface,
        let metres, let arable, let woodland, let pasture
    else { return nil }
    return LivingConditions(
        hasFood: hasFood, hasClothing: hasClothing, dwelling: Dwelling(squareMetres: squareMetres, grade: grade),
        water: water, power: power, fuel: fuel, road: Road(surface: surface, metresToTrunkRoad: metres),
        land: Land(arable: arable, woodland: woodland, pasture: pasture))
}

/// What a row says of a member.
private struct MemberPart {
    let member: Member
    let personal: PersonalFields
    let consentedOn: Day?
    let income: [IncomeComponent: Fen]
}

private func readMember(_ row: inout RowReader) -> MemberPart? {
    let name = row.name()
    let identityNumber = row.identityNumber()
    let phone = row.phone()
    let relation = row.code(.relation, Relation.self)
    let education = row.code(.education, Education.self)
    let schooling = row.code(.schooling, Schooling.self)
    let health = row.code(.health, Health.self)
    let labour = row.code(.labour, LabourCapacity.self)
    let work = row.code(.work, Work.self)
    let insurance = row.codes(.insurance, Insurance.self)
    let joinedOn = row.day(.joinedOn)
    let consentedOn = row.text(.consentedOn).isEmpty ? nil : row.day(.consentedOn)
    let income = readIncome(&row)
    guard let name, let identityNumber, let phone, let relation, let education, let schooling, let health, let labour,
        let work, let insurance, let joinedOn, let income
    else { return nil }
    return MemberPart(
        member: Member(
            id: .make(), relation: relation, education: education, schooling: schooling, health: health,
            labour: labour, work: work, insurance: Set(insurance), joinedOn: joinedOn),
        personal: PersonalFields(name: name, identityNumber: identityNumber, phone: phone), consentedOn: consentedOn,
        income: income)
}

private func readIncome(_ row: inout RowReader) -> [IncomeComponent: Fen]? {
    let columns: [(IncomeComponent, EnrolmentColumn)] = [
        (.wages, .wages), (.operating, .operating), (.property, .property), (.transfer, .transfer),
        (.productionCosts, .productionCosts),
    ]
    var income: [IncomeComponent: Fen] = [:]
    var isSound = true
    for (component, column) in columns {
        guard let amount = row.hundredths(column) else {
            isSound = false
            continue
        }
        income[component] = amount
    }
    return isSound ? income : nil
}
