public import EligibilityDomain
public import Eventing
public import Postgres
public import Runtime
internal import Vocabulary

/// What assessing a set of households found.
public struct AssessmentReport: Record {
    /// What was asked: `entry`, `exit`, `monitoring`.
    public var purpose: String
    /// How many were assessed.
    public var assessed: Int64
    /// For how many the answer is yes.
    public var met: Int64

    init(purpose: String, assessed: Int, met: Int) {
        self.purpose = purpose
        self.assessed = Int64(assessed)
        self.met = Int64(met)
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        purpose = try fields.field("purpose", report?.purpose)
        assessed = try fields.field("assessed", report?.assessed)
        met = try fields.field("met", report?.met)
    }
}

extension EligibilityService {
    /// Measures households against the rules of today, and puts on record what was found. Nothing follows from it by
    /// itself: people vote and review.
    public func assess(
        _ selection: HouseholdSelection, for purpose: Assessment.Purpose, _ context: CommandContext,
        in transaction: PostgresTransaction
    ) async throws -> Told<AssessmentReport> {
        try RowReach.hold(context.caller, in: transaction)
        let ids = try await selection.resolve(for: context.caller, in: transaction)
        let files = try await HouseholdStore(transaction: transaction).load(ids)
        try files.expectReached(by: context.caller)
        let desk = try await AssessmentDesk(for: ids, on: Day(of: context.now), in: transaction)
        let made = try files.map { file in
            let input = desk.input(of: file.household)
            return try desk.record(assessment(for: purpose, of: input, desk), of: input)
        }
        try AssessmentStore(transaction: transaction).insert(made)
        try AuditTrail.record("assess-\(purpose.rawValue)", on: selection.summary, by: context, in: transaction)
        let met = made.count { $0.recorded.assessment.isMet }
        return Told(AssessmentReport(purpose: purpose.rawValue, assessed: made.count, met: met))
    }

    private func assessment(
        for purpose: Assessment.Purpose, of input: AssessmentInput, _ desk: AssessmentDesk
    ) throws(AssessmentRefusal) -> Assessment {
        switch purpose {
        case .entry: try .entry(.make(), of: input, rules: desk.rules, lines: desk.lines)
        case .exit: try .exit(.make(), of: input, rules: desk.rules, lines: desk.lines)
        case .monitoring: try .monitoring(.make(), of: input, rules: desk.rules, lines: desk.lines)
        }
    }
}
