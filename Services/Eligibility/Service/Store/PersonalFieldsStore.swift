internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// The one place from which personal fields are written and read.
struct PersonalFieldsStore {
    let transaction: PostgresTransaction

    /// Keeps others from putting people on file until the end of the transaction: that nobody is in two living files
    /// hangs on the state of another table's rows, which no constraint can see.
    func lock() throws {
        try transaction.send("LOCK TABLE personal_fields IN SHARE ROW EXCLUSIVE MODE")
    }

    /// The living files that people are in already, by identity number.
    func livingFiles(of identityNumbers: [String]) async throws -> [String: UUIDv7] {
        let living = HouseholdState.allCases.filter(\.isLiving)
        let rows = try await transaction.query(
            """
            SELECT identity_number, household.id FROM personal_fields
            JOIN member ON member.id = personal_fields.member JOIN household ON household.id = member.household
            WHERE identity_number = ANY (\(identityNumbers)) AND state = ANY (\(living)) AND left_on IS NULL
            """
        ).decode(String.self, UUIDv7.self)
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Living files beside their own in which members of households are, by household.
    func otherLivingFiles(of households: [UUIDv7]) async throws -> [UUIDv7: UUIDv7] {
        let living = HouseholdState.allCases.filter(\.isLiving)
        let rows = try await transaction.query(
            """
            SELECT own.household, household.id
            FROM member own JOIN personal_fields known ON known.member = own.id
            JOIN personal_fields other ON other.identity_number = known.identity_number AND other.member <> own.id
            JOIN member ON member.id = other.member JOIN household ON household.id = member.household
            WHERE own.household = ANY (\(households)) AND household.id <> own.household
                AND state = ANY (\(living)) AND own.left_on IS NULL AND member.left_on IS NULL
            """
        ).decode(UUIDv7.self, UUIDv7.self)
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Keeps who members are.
    func insert(_ fields: [(member: UUIDv7, fields: PersonalFields)]) throws {
        guard !fields.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO personal_fields (member, name, identity_number, phone)
            SELECT * FROM unnest(
                \(fields.map(\.member)), \(fields.map(\.fields.name)), \(fields.map(\.fields.identityNumber)),
                \(fields.map(\.fields.phone)))
            """)
    }

    /// What notices show of the heads of households, by household.
    func notices(of households: [UUIDv7]) async throws -> [UUIDv7: PublicNotice] {
        let rows = try await transaction.query(
            """
            SELECT household, name, identity_number FROM member JOIN personal_fields ON member = id
            WHERE household = ANY (\(households)) AND relation = \(Relation.head) AND left_on IS NULL
            """
        ).decode(UUIDv7.self, String.self, String.self)
        return rows.reduce(into: [:]) { notices, row in
            notices[row.0] = PublicNotice(masking: row.1, identityNumber: row.2)
        }
    }
}
