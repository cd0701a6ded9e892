internal import EligibilityDomain
public import Eventing
public import Postgres
public import Runtime
internal import Vocabulary

/// What an import did.
public struct ImportReport: Record {
    /// How many households are on file by it.
    public var imported: Int64
    /// How many members they have.
    public var members: Int64
    /// The rows that were left out, at most the first thousand.
    public var badRows: [BadRow]

    init(imported: Int, members: Int, badRows: [BadRow]) {
        self.imported = Int64(imported)
        self.members = Int64(members)
        self.badRows = Array(badRows.prefix(maximumListLength))
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        imported = try fields.field("imported", report?.imported)
        members = try fields.field("members", report?.members)
        badRows = try fields.field("bad_rows", report?.badRows)
    }
}

/// Why a sheet was not imported. Nothing of it was.
public struct ImportRefused: Refused {
    /// What is wrong, in the order of the lines.
    public let badRows: [BadRow]

    /// `bad-rows`
    public var code: String { "bad-rows" }

    /// Every bad row, and what to do.
    public var description: String {
        (["Nothing was imported, since \(badRows.count) rows are bad: mend them, or leave them out with --skip-bad."]
            + badRows.map(\.description)).joined(separator: "\n")
    }
}

extension EligibilityService {
    /// Puts the households of a sheet on file as applicants.
    /// - Parameter skippingBad: whether households with bad rows are left out; otherwise one bad row refuses the sheet.
    /// - Throws: ``ImportRefused`` naming every bad row.
    public func importHouseholds(
        _ sheet: EnrolmentSheet, skippingBad: Bool, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ImportReport> {
        let keys = try workbench.personalKeys()
        let personal = PersonalFieldsStore(transaction: transaction)
        try personal.lock()
        // Somebody may be on file in another county.
        try RowReach.holdEveryCounty(in: transaction)
        let living = try await personal.livingFiles(
            of: sheet.enrolments.flatMap { $0.people.map(\.fields.identityNumber) }, foundBy: keys)
        try RowReach.hold(context.caller, in: transaction)
        var badRows = sheet.badRows
        var opened: [OpenedFile] = []
        for enrolment in sheet.enrolments {
            let application = enrolment.application()
            try context.caller.expect(enrolment.village, field: "village")
            let duplicate = enrolment.people.lazy.compactMap { living[$0.fields.identityNumber] }.first
            let act = Act(by: Actor(context.actor), at: context.now, evidence: .make())
            do throws(HouseholdRefusal) {
                let (household, facts) = try Household.apply(with: application, duplicate: duplicate, act)
                opened.append(
                    OpenedFile(household: household, facts: facts, consent: application.consent, enrolment: enrolment))
            } catch {
                badRows.append(BadRow(line: enrolment.line, error.description))
            }
        }
        badRows.sort { $0.line < $1.line }
        guard badRows.isEmpty || skippingBad else { throw ImportRefused(badRows: badRows) }
        try await open(opened, under: keys, in: transaction)
        try AuditTrail.record("import", on: "\(opened.count) households", by: context, in: transaction)
        let members = opened.reduce(0) { $0 + $1.enrolment.people.count }
        return Told(ImportReport(imported: opened.count, members: members, badRows: badRows))
    }

    private func open(
        _ files: [OpenedFile], under keys: PersonalKeys, in transaction: PostgresTransaction
    ) async throws {
        guard !files.isEmpty else { return }
        let evidence = EvidenceStore(transaction: transaction)
        var chain = try await evidence.lockEnd()
        var moves: [(household: UUIDv7, transition: Transition)] = []
        for file in files {
            for case .moved(let transition) in file.facts {
                moves.append((file.household.id, transition))
                chain.seal(
                    EvidenceRecord(
                        household: file.household.id, transition: transition, caseFile: file.household.caseFile,
                        assessment: nil, digests: nil, supersedes: nil))
            }
        }
        try HouseholdStore(transaction: transaction).insert(files.map(\.household))
        try await PersonalFieldsStore(transaction: transaction).insert(
            files.flatMap(\.enrolment.people), under: keys)
        try ConsentStore(transaction: transaction).insert(files.map { ($0.household.id, $0.consent) })
        try evidence.append(chain)
        try HistoryStore(transaction: transaction).append(moves)
        try IncomeStore(transaction: transaction).append(
            files.flatMap { $0.enrolment.incomes(of: $0.household.id) })
    }
}

/// A file that an import opens.
private struct OpenedFile {
    let household: Household
    let facts: [HouseholdFact]
    let consent: Consent
    let enrolment: Enrolment
}
