internal import Delivery
internal import EligibilityDomain
internal import Eventing
internal import Postgres
internal import Runtime
internal import Vocabulary

/// Decides one household's case: changes it and says what happened, or returns nil to leave it as it is.
typealias CaseDecision =
    (inout Household, Act, CaseMaterial, inout EvidenceChain) throws(HouseholdRefusal) -> [HouseholdFact]?

extension EligibilityService {
    /// Takes a set of households one step through the state table, all of them or none: locks and loads them, decides
    /// each, seals the evidence, saves, and returns what is to be told.
    /// - Throws: ``SetRefused`` naming the households that stand in the way.
    func take(
        _ selection: HouseholdSelection, through command: HouseholdCommand,
        assessedFor purpose: Assessment.Purpose? = nil,
        _ context: CommandContext, in transaction: PostgresTransaction, _ decide: CaseDecision
    ) async throws -> Told<StepReport> {
        try RowReach.hold(context.caller, in: transaction)
        let ids = try await selection.resolve(for: context.caller, in: transaction)
        let files = try await HouseholdStore(transaction: transaction).load(ids)
        try files.expectReached(by: context.caller)
        let material = try await CaseMaterial(
            of: ids, on: Day(of: context.now), assessedFor: purpose, openedBy: try workbench.personalKeys(),
            in: transaction)
        var chain = try await EvidenceStore(transaction: transaction).lockEnd()
        var changes: [HouseholdChange] = []
        var refusals: [(token: Token, refusal: HouseholdRefusal)] = []
        for file in files {
            let act = Act(by: Actor(context.actor), at: context.now, evidence: .make())
            var household = file.household
            do throws(HouseholdRefusal) {
                guard let facts = try decide(&household, act, material, &chain) else { continue }
                changes.append(
                    HouseholdChange(before: file, after: household, facts: facts, trace: context.trace))
            } catch {
                refusals.append((household.token, error))
            }
        }
        guard refusals.isEmpty else { throw SetRefused(refusals: refusals) }
        let events = try save(changes, sealedOnto: &chain, digests: material.digests, in: transaction)
        try AuditTrail.record(command.rawValue, on: selection.summary, by: context, in: transaction)
        let taken = changes.map(\.after.token)
        return Told(StepReport(command, taken, left: files.count - taken.count), events)
    }

    /// Saves what acts did to households, the evidence of each move sealed, and returns what is to be told.
    /// - Parameter digests: of the assessments that were put to the vote just now, by their ids.
    func save(
        _ changes: [HouseholdChange], sealedOnto chain: inout EvidenceChain,
        digests: [UUIDv7: AssessmentDigests] = [:], in transaction: PostgresTransaction
    ) throws -> [PendingEvent] {
        var moves: [(household: UUIDv7, transition: Transition)] = []
        for change in changes {
            for case .moved(let transition) in change.facts {
                moves.append((change.after.id, transition))
                if chain.hasSealed(transition.act.evidence) { continue }
                chain.seal(change.evidence(of: transition, digests: digests))
            }
        }
        let history = HistoryStore(transaction: transaction)
        try EvidenceStore(transaction: transaction).append(chain)
        try HouseholdStore(transaction: transaction).update(changes)
        try CaseFileStore(transaction: transaction).append(changes)
        try history.append(moves)
        try history.makeKnown(changes.compactMap(\.madeKnown))
        try keepDeadlines(of: changes, in: transaction)
        if let now = moves.last?.transition.act.at {
            try SuggestionStore(transaction: transaction).close(of: moves.map(\.household), at: now)
        }
        return try changes.flatMap { try $0.publicEvents() }
    }

    private func keepDeadlines(of changes: [HouseholdChange], in transaction: PostgresTransaction) throws {
        var set: [(subject: String, due: Instant, trace: TraceContext?)] = []
        var void: [String] = []
        for change in changes {
            for fact in change.facts {
                switch fact {
                case .deadlineSet(let deadline):
                    set.append((change.after.id.description, deadline.due, change.trace))
                case .deadlineVoided: void.append(change.after.id.description)
                default: break
                }
            }
        }
        try Deadlines.strike(DeadlineKind.publicity, of: void, in: transaction)
        try Deadlines.set(DeadlineKind.publicity, set, in: transaction)
    }
}

extension CaseMaterial {
    /// The digests of the assessments at hand, by their ids.
    var digests: [UUIDv7: AssessmentDigests] {
        assessments.values.reduce(into: [:]) { $0[$1.assessment.id] = $1.digests }
    }
}

extension HouseholdChange {
    /// The evidence of a move: the case as it stands after it.
    fileprivate func evidence(of transition: Transition, digests: [UUIDv7: AssessmentDigests]) -> EvidenceRecord {
        let assessment = after.caseFile.appraisal?.assessment
        return EvidenceRecord(
            household: after.id, transition: transition, caseFile: after.caseFile, assessment: assessment,
            digests: assessment.flatMap { digests[$0.id] ?? before.digests },
            supersedes: before.household.lastKnown?.evidence)
    }

    /// What the act has made known; nil if nothing.
    fileprivate var madeKnown: (token: Token, entry: StatusEntry)? {
        guard after.lastKnown != before.household.lastKnown else { return nil }
        return after.lastKnown.map { (after.token, $0) }
    }
}
