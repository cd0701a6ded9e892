internal import EligibilityDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// The one place from which personal fields are written and read. They are encrypted, and people are found by the
/// fingerprints of their identity numbers.
struct PersonalFieldsStore {
    let transaction: PostgresTransaction

    /// What is encrypted.
    static let table = PersonalTable(
        "personal_fields", row: "member", columns: ["name", "identity_number", "phone"])

    /// Keeps others from putting people on file until the end of the transaction: that nobody is in two living files
    /// hangs on the state of another table's rows, which no constraint can see.
    func lock() throws {
        try transaction.send("LOCK TABLE personal_fields IN SHARE ROW EXCLUSIVE MODE")
    }

    /// The living files that people are in already, by identity number.
    func livingFiles(of identityNumbers: [String], foundBy keys: PersonalKeys) async throws -> [String: UUIDv7] {
        let living = HouseholdState.allCases.filter(\.isLiving)
        let numbers = Dictionary(
            identityNumbers.map { (keys.fingerprint(ofIdentity: $0), $0) }, uniquingKeysWith: { first, _ in first })
        let rows = try await transaction.query(
            """
            SELECT identity_fingerprint, household.id FROM personal_fields
            JOIN member ON member.id = personal_fields.member JOIN household ON household.id = member.household
            WHERE identity_fingerprint = ANY (\(Array(numbers.keys))) AND state = ANY (\(living)) AND left_on IS NULL
            """
        ).decode([UInt8].self, UUIDv7.self)
        return rows.reduce(into: [:]) { files, row in
            guard let number = numbers[row.0], files[number] == nil else { return }
            files[number] = row.1
        }
    }

    /// Living files beside their own in which members of households are, by household.
    func otherLivingFiles(of households: [UUIDv7]) async throws -> [UUIDv7: UUIDv7] {
        let living = HouseholdState.allCases.filter(\.isLiving)
        let rows = try await transaction.query(
            """
            SELECT own.household, household.id
            FROM member own JOIN personal_fields known ON known.member = own.id
            JOIN personal_fields other
                ON other.identity_fingerprint = known.identity_fingerprint AND other.member <> own.id
            JOIN member ON member.id = other.member JOIN household ON household.id = member.household
            WHERE own.household = ANY (\(households)) AND household.id <> own.household
                AND state = ANY (\(living)) AND own.left_on IS NULL AND member.left_on IS NULL
            """
        ).decode(UUIDv7.self, UUIDv7.self)
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Keeps who members are.
    func insert(_ people: [(member: UUIDv7, fields: PersonalFields)], under keys: PersonalKeys) async throws {
        guard !people.isEmpty else { return }
        try await PersonalKeyRegister(in: transaction).note(keys)
        let sealed = try people.map { try SealedPerson($0.fields, of: $0.member, under: keys) }
        try transaction.send(
            """
            INSERT INTO personal_fields (member, name, identity_number, phone, identity_fingerprint)
            SELECT * FROM unnest(
                \(people.map(\.member)), \(sealed.map(\.name)), \(sealed.map(\.identityNumber)),
                \(sealed.map(\.phone)), \(sealed.map(\.identityFingerprint)))
            """)
    }

    /// What notices show of the heads of households, by household.
    func notices(of households: [UUIDv7], openedBy keys: PersonalKeys) async throws -> [UUIDv7: PublicNotice] {
        let rows = try await transaction.query(
            """
            SELECT household, member, name, identity_number FROM member JOIN personal_fields ON member = id
            WHERE household = ANY (\(households)) AND relation = \(Relation.head) AND left_on IS NULL
            """
        ).decode(UUIDv7.self, UUIDv7.self, [UInt8].self, [UInt8].self)
        return try rows.reduce(into: [:]) { notices, row in
            notices[row.0] = PublicNotice(
                masking: try keys.open(row.2, of: Self.table.field("name", of: row.1)),
                identityNumber: try keys.open(row.3, of: Self.table.field("identity_number", of: row.1)))
        }
    }
}

/// Personal fields as they are kept.
private struct SealedPerson {
    let name: [UInt8]
    let identityNumber: [UInt8]
    let phone: [UInt8]?
    let identityFingerprint: [UInt8]

    init(_ fields: PersonalFields, of member: UUIDv7, under keys: PersonalKeys) throws {
        let table = PersonalFieldsStore.table
        name = try keys.seal(fields.name, for: table.field("name", of: member))
        identityNumber = try keys.seal(fields.identityNumber, for: table.field("identity_number", of: member))
        phone = try fields.phone.map { try keys.seal($0, for: table.field("phone", of: member)) }
        identityFingerprint = keys.fingerprint(ofIdentity: fields.identityNumber)
    }
}

extension PersonalKeys {
    /// What the holder of an identity number is found by.
    fileprivate func fingerprint(ofIdentity number: String) -> [UInt8] {
        fingerprint(of: number, as: "identity-number")
    }
}
