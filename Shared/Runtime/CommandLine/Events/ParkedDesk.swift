internal import ArgumentParser
internal import Delivery
internal import Eventing
internal import Foundation
internal import Postgres

/// Makes, decides on and runs plans for parked events on behalf of a command, and says what came of them.
struct ParkedDesk<Hosted: HostedService> {
    let hosted: Hosted
    let workbench: Workbench
    let options: ServiceOptions
    let context: CommandContext

    /// What a person does at the desk, by its name in the audit trail, in one transaction with its record.
    private func act<Value>(
        _ command: String, on subject: (Value) -> String,
        _ body: (ParkedPlans, Signature) async throws -> Value
    ) async throws -> Value {
        try await workbench.pool.withTransaction { transaction in
            let value = try await body(
                ParkedPlans(in: transaction), Signature(context.actor, because: context.reason, at: context.now))
            try AuditTrail.record(command, on: subject(value), by: context, in: transaction)
            return value
        }
    }

    // MARK: - Proposing and deciding

    /// Proposes what is to become of what is meant, and says what was left out.
    func propose(_ decision: ParkedDecision, _ criteria: ParkedCriteria) async throws {
        let made = try await act(
            "\(decision.rawValue)-parked", on: { (made: ParkedPlans.Made) in "plan \(made.plan.number): \(criteria)" }
        ) {
            try await $0.propose(decision, criteria, $1)
        }
        complain(ofLeftOut: made)
        try printProposal(made.plan)
    }

    /// Proposes that an event be handled with the data of a file.
    func proposeEdit(of event: Int64, into correction: [UInt8]) async throws {
        let plan = try await act("edit-parked", on: { (plan: ParkedPlan) in "plan \(plan.number): event \(event)" }) {
            try await $0.proposeEdit(of: event, into: correction, for: hosted.eventHandlers, $1).plan
        }
        try printProposal(plan)
    }

    /// Plans to replay what is meant, rehearses that, and says what was left out. Nobody is waited for.
    func rehearse(_ criteria: ParkedCriteria, _ pace: ReplayPaceOptions) async throws {
        let made = try await act(
            "rehearse-parked", on: { (made: ParkedPlans.Made) in "plan \(made.plan.number): \(criteria)" }
        ) {
            try await $0.plan(criteria, $1)
        }
        complain(ofLeftOut: made)
        try await carryOut(made.plan.number, pace)
    }

    /// Takes a plan further: one that was only rehearsed is proposed, one that two people agreed on is run on.
    func goOn(with number: Int64, _ pace: ReplayPaceOptions) async throws {
        guard !pace.dryRun, try await plan(number).state == .planned else { return try await carryOut(number, pace) }
        let proposed = try await act("replay-parked", on: { (plan: ParkedPlan) in "plan \(plan.number)" }) {
            plans, signature in
            try await plans.propose(number, signature)
            return try await plans.plan(number)
        }
        try printProposal(proposed)
    }

    /// A plan as it stands.
    func plan(_ number: Int64) async throws -> ParkedPlan {
        try await workbench.pool.withTransaction(readOnly: true) { try await ParkedPlans(in: $0).plan(number) }
    }

    /// Agrees to what was proposed.
    func approve(_ plan: Int64) async throws {
        try await act("approve-parked", on: { _ in "plan \(plan)" }) { try await $0.approve(plan, $1) }
    }

    /// Refuses what was proposed, and says so.
    func refuse(_ plan: Int64) async throws {
        let refused = try await act("refuse-parked", on: { (refused: ParkedPlan) in "plan \(refused.number)" }) {
            plans, signature in
            try await plans.refuse(plan, signature)
            return try await plans.plan(plan)
        }
        try options.print(refused, "plan \(plan) is refused: its events stay parked")
    }

    /// Says that a second person is waited for.
    private func printProposal(_ plan: ParkedPlan) throws {
        try options.print(
            plan,
            """
            \(plan.words)
            Somebody else decides: \(Hosted.name) events parked approve \(plan.number) --actor …
            """)
    }

    // MARK: - Running

    /// Runs a plan, or rehearses it, and says what came of it.
    /// - Throws: an exit code of failure when it stopped at failures.
    func carryOut(_ plan: Int64, _ pace: ReplayPaceOptions) async throws {
        let replay = Replay(pool: workbench.pool, handlers: hosted.eventHandlers, log: workbench.log) {
            [context] decision, event, transaction in
            try AuditTrail.record("\(decision.rawValue)-event", on: event, by: context, in: transaction)
        }
        try await warnOfFatal(plan)
        if pace.dryRun { return try await rehearse(plan, with: replay) }
        _ = try await act("run-parked", on: { (plan: ParkedPlan) in "plan \(plan.number)" }) { plans, _ in
            try await plans.plan(plan)
        }
        let ended = try await withProgress("running plan \(plan)") { line in
            try await replay.run(plan, pace: pace.pace) { progress in
                line.say("group \(progress.group), \(progress.tried) tried, \(progress.failures) failed")
            }
        }
        let hint =
            ended.state == .done
            ? ""
            : """

            See why: \(Hosted.name) events parked plans \(plan)
            Run it on: \(Hosted.name) events parked replay --plan \(plan) --actor …
            """
        try options.print(ended, ended.words + hint)
        if ended.state != .done { throw ExitCode.failure }
    }

    private func rehearse(_ plan: Int64, with replay: Replay) async throws {
        let predictions = try await replay.rehearse(plan)
        let report = RehearsalReport(plan: plan, predictions: predictions)
        let next =
            switch try await self.plan(plan).state {
            case .planned: "Propose it: \(Hosted.name) events parked replay --plan \(plan) --actor … --reason …"
            case .proposed: "Somebody else decides: \(Hosted.name) events parked approve \(plan) --actor …"
            case .refused, .running, .stopped, .done:
                "Carry it out: \(Hosted.name) events parked replay --plan \(plan) --actor …"
            }
        try options.print(report, "\(report.words)\nNothing was changed. \(next)")
        if report.failures > 0 { throw ExitCode.failure }
    }

    private func warnOfFatal(_ plan: Int64) async throws {
        let fatal = try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await ParkedPlans(in: transaction).fatalEvents(of: plan)
        }
        guard !fatal.isEmpty else { return }
        complain(
            "warning: the service died of event \(fatal.map(String.init).joined(separator: ", ")); "
                + "they are handled in this process, which may die of them too")
    }

    private func complain(ofLeftOut made: ParkedPlans.Made) {
        for event in made.leftOut { complain("left out: \(event)") }
    }

    /// Says something that is no part of the answer.
    private func complain(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}
