internal import EligibilityDomain
public import Postgres
public import Runtime

/// A step by which households leave the register.
public enum ExitStep: Sendable, Equatable {
    /// The village votes that they may leave.
    case appraise(VillageVote)
    /// The township has visited them and confirms.
    case verify
    /// The township has visited them and does not confirm.
    case deny
    /// They acknowledge the finding.
    case acknowledge
    /// They contest it.
    case contest
    /// The village posts the exit notice.
    case publish

    var command: HouseholdCommand {
        switch self {
        case .appraise: .appraiseExit
        case .verify: .verifyExit
        case .deny: .denyExit
        case .acknowledge: .acknowledgeExit
        case .contest: .contestExit
        case .publish: .publishExit
        }
    }
}

extension EligibilityService {
    /// Takes households a step towards leaving the register. Each step is made known; they are entitled to help until
    /// the last.
    public func exit(
        _ selection: HouseholdSelection, _ step: ExitStep, _ context: CommandContext,
        in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: step.command, assessedFor: .exit, context, in: transaction) {
            (household, act, material, _) throws(HouseholdRefusal) in
            switch step {
            case .appraise(let vote):
                let assessment = try material.assessment(of: household, for: .exit)
                return try household.appraiseExit(
                    vote.appraisal(assessment, recordedBy: act.by), under: material.rules, act)
            case .verify: return try household.verifyExit(act)
            case .deny: return try household.denyExit(because: context.reason, act)
            case .acknowledge: return try household.acknowledgeExit(act)
            case .contest: return try household.contestExit(because: context.reason, act)
            case .publish:
                return try household.publishExit(try material.notice(of: household), under: material.rules, act)
            }
        }
    }
}
