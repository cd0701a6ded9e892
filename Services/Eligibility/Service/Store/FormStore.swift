internal import Delivery
internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// Between the elements of a list that travels as one text: it is in no word of ours.
let listSeparator = "\u{1f}"

/// The enrolment forms, which are columns of the household's row and rows of its members.
struct FormStore {
    let transaction: PostgresTransaction

    /// Asks for the forms of households.
    func request(_ ids: [UUIDv7]) throws -> RequestedForms {
        RequestedForms(
            households: try transaction.send(
                """
                SELECT id, attribute, main_cause, other_causes, has_food, has_clothing, dwelling_square_metres,
                    dwelling_grade, water, power, fuel, road_surface, metres_to_trunk_road, arable, woodland, pasture
                FROM household WHERE id = ANY (\(ids))
                """),
            members: try transaction.send(
                """
                SELECT household, id, relation, education, schooling, health, labour, work, insurance, joined_on,
                    left_on
                FROM member WHERE household = ANY (\(ids)) ORDER BY household, id
                """))
    }

    func insert(_ households: [Household]) throws {
        try insertHouseholds(households)
        try insertMembers(households.flatMap { household in household.form.members.map { (household.id, $0) } })
    }

    private func insertHouseholds(_ households: [Household]) throws {
        let forms = households.map(\.form)
        let living = forms.map(\.living)
        try transaction.send(
            """
            INSERT INTO household (
                id, token, village, state, is_relapse, changed_at, attribute, main_cause, other_causes, has_food,
                has_clothing, dwelling_square_metres, dwelling_grade, water, power, fuel, road_surface,
                metres_to_trunk_road, arable, woodland, pasture)
            SELECT id, token, village, state, is_relapse, changed_at, attribute, main_cause,
                string_to_array(other_causes, \(listSeparator)), has_food, has_clothing, dwelling_square_metres,
                dwelling_grade, water, power, fuel, road_surface, metres_to_trunk_road, arable, woodland, pasture
            FROM unnest(
                \(households.map(\.id)), \(households.map(\.token)), \(households.map(\.village)),
                \(households.map(\.state)), \(households.map(\.isRelapse)), \(households.map(\.changedAt)),
                \(forms.map(\.attribute)), \(forms.map(\.causes.main)),
                \(forms.map { $0.causes.others.map(\.rawValue).joined(separator: listSeparator) }),
                \(living.map(\.hasFood)), \(living.map(\.hasClothing)), \(living.map(\.dwelling.squareMetres)),
                \(living.map(\.dwelling.grade)), \(living.map(\.water)), \(living.map(\.power)),
                \(living.map(\.fuel)), \(living.map(\.road.surface)), \(living.map(\.road.metresToTrunkRoad)),
                \(living.map(\.land.arable)), \(living.map(\.land.woodland)), \(living.map(\.land.pasture))
            ) AS household (
                id, token, village, state, is_relapse, changed_at, attribute, main_cause, other_causes, has_food,
                has_clothing, dwelling_square_metres, dwelling_grade, water, power, fuel, road_surface,
                metres_to_trunk_road, arable, woodland, pasture)
            """)
    }

    private func insertMembers(_ rows: [(household: UUIDv7, member: Member)]) throws {
        let members = rows.map(\.member)
        try transaction.send(
            """
            INSERT INTO member (
                household, id, relation, education, schooling, health, labour, work, insurance, joined_on, left_on)
            SELECT household, id, relation, education, schooling, health, labour, work,
                string_to_array(insurance, \(listSeparator)), joined_on, left_on
            FROM unnest(
                \(rows.map(\.household)), \(members.map(\.id)), \(members.map(\.relation)),
                \(members.map(\.education)), \(members.map(\.schooling)), \(members.map(\.health)),
                \(members.map(\.labour)), \(members.map(\.work)),
                \(members.map { $0.insurance.map(\.rawValue).sorted().joined(separator: listSeparator) }),
                \(members.map(\.joinedOn)), \(members.map(\.leftOn))
            ) AS member (
                household, id, relation, education, schooling, health, labour, work, insurance, joined_on, left_on)
            """)
    }
}

/// Forms on their way from the server.
struct RequestedForms {
    let households: PostgresReply
    let members: PostgresReply

    /// The forms by household.
    func forms() async throws -> [UUIDv7: HouseholdForm] {
        let membersOf = try await membersByHousehold()
        let rows = try await households.rows.decode(
            UUIDv7.self, HouseholdAttribute.self, PovertyCause.self, [PovertyCause].self, Bool.self, Bool.self,
            Int64.self, DwellingGrade.self, WaterSupply.self, PowerSupply.self, Fuel.self, RoadSurface.self,
            Int64.self, Int64.self, Int64.self, Int64.self)
        return rows.reduce(into: [:]) { forms, row in
            forms[row.0] = HouseholdForm(
                attribute: row.1, causes: PovertyCauses(main: row.2, others: row.3), members: membersOf[row.0] ?? [],
                living: LivingConditions(
                    hasFood: row.4, hasClothing: row.5, dwelling: Dwelling(squareMetres: row.6, grade: row.7),
                    water: row.8, power: row.9, fuel: row.10,
                    road: Road(surface: row.11, metresToTrunkRoad: row.12),
                    land: Land(arable: row.13, woodland: row.14, pasture: row.15)))
        }
    }

    private func membersByHousehold() async throws -> [UUIDv7: [Member]] {
        let rows = try await members.rows.decode(
            UUIDv7.self, UUIDv7.self, Relation.self, Education.self, Schooling.self, Health.self, LabourCapacity.self,
            Work.self, [Insurance].self, Day.self, Day?.self)
        return rows.reduce(into: [:]) { members, row in
            members[row.0, default: []].append(
                Member(
                    id: row.1, relation: row.2, education: row.3, schooling: row.4, health: row.5, labour: row.6,
                    work: row.7, insurance: Set(row.8), joinedOn: row.9, leftOn: row.10))
        }
    }
}
