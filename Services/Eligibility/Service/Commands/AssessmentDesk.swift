internal import EligibilityDomain
internal import Eventing
internal import Postgres
internal import Vocabulary

/// What households are assessed with on a day: rules, lines, and their incomes.
struct AssessmentDesk: Sendable {
    let day: Day
    let rules: RuleBook
    let lines: PovertyLineTable
    private let incomes: [UUIDv7: [MonthlyIncome]]

    init(for households: [UUIDv7], on day: Day, in transaction: PostgresTransaction) async throws {
        let standards = StandardsStore(transaction: transaction)
        self.day = day
        rules = try await standards.ruleBook()
        lines = try await standards.povertyLines()
        incomes = try await IncomeStore(transaction: transaction).monthly(households, before: day)
    }

    /// What an assessment of a household looks at.
    func input(of household: Household) -> AssessmentInput {
        AssessmentInput(of: household, on: day, incomes: incomes[household.id] ?? [])
    }

    /// An assessment as it is put on record: with its input, and the digests of both that and the rules.
    func record(
        _ assessment: Assessment, of input: AssessmentInput
    ) throws -> (recorded: RecordedAssessment, input: [UInt8]) {
        guard let rules = rules.set(version: assessment.ruleSetVersion) else {
            throw AssessmentRefusal.noRules(on: assessment.day)
        }
        let snapshot = try AssessmentSnapshot(input).encoded()
        let digests = AssessmentDigests(
            ruleSet: .sha256(rules.canonicalText), input: ContentDigest(sha256: snapshot))
        return (RecordedAssessment(assessment: assessment, digests: digests), snapshot)
    }
}

/// An assessment's input as it is kept, in one form only for the same input.
struct AssessmentSnapshot: Record {
    struct Income: Record {
        var month: String
        var component: String
        var amountFen: Fen

        init(_ income: MonthlyIncome) {
            month = "\(income.month)"
            component = income.component.rawValue
            amountFen = income.amount
        }

        init(_ fields: inout some FieldCoder, _ income: Self?) throws(EventFault) {
            month = try fields.field("month", income?.month)
            component = try fields.field("component", income?.component)
            amountFen = try fields.field("amount_fen", income?.amountFen)
        }
    }

    var household: UUIDv7
    var county: DivisionCode
    var day: Day
    var members: Int32
    var guarantees: [String]
    var incomes: [Income]
    var rigidExpensesFen: Fen
    var shocks: [String]

    init(_ input: AssessmentInput) {
        household = input.household
        county = input.county
        day = input.day
        members = Int32(clamping: input.members)
        guarantees = input.guarantees.map(\.rawValue).sorted()
        incomes = input.incomes.map(Income.init)
        rigidExpensesFen = input.rigidExpenses
        shocks = input.shocks.map(\.rawValue).sorted()
    }

    init(_ fields: inout some FieldCoder, _ snapshot: Self?) throws(EventFault) {
        household = try fields.field("household", snapshot?.household)
        county = try fields.field("county", snapshot?.county)
        day = try fields.field("day", snapshot?.day)
        members = try fields.field("members", snapshot?.members)
        guarantees = try fields.field("guarantees", snapshot?.guarantees)
        incomes = try fields.field("incomes", snapshot?.incomes)
        rigidExpensesFen = try fields.field("rigid_expenses_fen", snapshot?.rigidExpensesFen)
        shocks = try fields.field("shocks", snapshot?.shocks)
    }
}
