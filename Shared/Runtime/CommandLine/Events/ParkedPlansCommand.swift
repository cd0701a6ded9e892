public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `events parked plans`: what was planned for parked events, and what came of it.
public struct ParkedPlansCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "plans", abstract: "List the plans for parked events, or show one with its events.",
            discussion: """
                The latest ones, and each that waits for a second person with its events:

                \(Hosted.name) events parked plans --limit 20
                for plan in $(\(Hosted.name) events parked plans --state proposed --column plan); do
                    \(Hosted.name) events parked plans $plan
                done
                """)
    }

    @Argument(help: "Show this plan with its events.")
    var plan: Int64?

    @Option(help: "Only plans that stand so.")
    var state: PlanState?

    @Option(help: "With a plan: begin after this place, the last one of the page before.")
    var after: Int32 = 0

    @Option(help: "How many at most, 1 to 1000.")
    var limit: Int64 = 100

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Refuses a page that would hold nothing, or too much.
    public func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000") }
        if plan != nil, state != nil || columns.isGiven {
            throw ValidationError("--state and --column go with the list: give no plan")
        }
    }

    /// Prints the list, or the plan.
    public func run() async throws {
        guard let plan else {
            let latest = try await read { try await $0.latest(limit, in: state) }
            let list = PlanList(plans: latest)
            if latest.isEmpty, !columns.isGiven { return try options.print(list, "no such plans were made") }
            return try options.print(list, Table(latest), columns)
        }
        let sheet = try await read { plans in
            PlanSheet(
                plan: try await plans.plan(plan), steps: try await plans.steps(of: plan, after: after, limit: limit))
        }
        let more = sheet.steps.count == limit ? sheet.steps.last.map { "\nmore: --after \($0.place)" } : nil
        try options.print(sheet, sheet.words + (more ?? ""))
    }

    private func read<Value: Sendable>(_ body: (ParkedPlans) async throws -> Value) async throws -> Value {
        try await options.withService(Hosted.self) { _, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { try await body(ParkedPlans(in: $0)) }
        }
    }
}

extension PlanState: ExpressibleByArgument {}

/// The latest plans.
private struct PlanList: Record {
    var plans: [ParkedPlan]

    init(plans: [ParkedPlan]) {
        self.plans = plans
    }

    init(_ fields: inout some FieldCoder, _ list: PlanList?) throws(EventFault) {
        plans = try fields.field("plans", list?.plans)
    }
}

/// A plan with a page of its steps.
private struct PlanSheet: Record {
    var plan: ParkedPlan
    var steps: [ParkedStep]

    init(plan: ParkedPlan, steps: [ParkedStep]) {
        self.plan = plan
        self.steps = steps
    }

    init(_ fields: inout some FieldCoder, _ sheet: PlanSheet?) throws(EventFault) {
        plan = try fields.field("plan", sheet?.plan)
        steps = try fields.field("steps", sheet?.steps)
    }

    /// For people.
    var words: String {
        var table = Table("place", "event", "decision", "subject", "version", "outcome")
        for step in steps {
            table.add(
                "\(step.place)", "\(step.event)", step.decision.rawValue, step.subject ?? "",
                step.subjectVersion.map { "\($0)" } ?? "", step.outcome?.rawValue ?? "waits")
            let told = step.told.isEmpty ? nil : "told " + step.told.map(\.asShortEventType).joined(separator: ", ")
            table.note(
                [step.type?.asShortEventType ?? "unreadable", step.error?.firstLine ?? told].compactMap(\.self)
                    .joined(separator: ": "))
        }
        return "\(plan.words)\n\n\(table)"
    }
}

extension Table {
    /// Plans, one a row.
    init(_ plans: [ParkedPlan]) {
        self.init("plan", "decision", "state", "events", "settled", "failed", "made")
        for plan in plans {
            add(
                "\(plan.number)", plan.decision.rawValue, plan.state.rawValue, "\(plan.events)", "\(plan.settled)",
                "\(plan.failed)", "\(plan.madeAt)")
            note("by \(plan.madeBy)" + (plan.decidedBy.map { " and \($0)" } ?? "") + ": \(plan.selection.firstLine)")
        }
    }
}

extension ParkedPlan {
    /// The plan in a sentence or two.
    var words: String {
        var text =
            "plan \(number) to \(decision.rawValue) \(events) events (\(selection.firstLine)) is \(state.rawValue)"
        if state != .planned, state != .proposed { text += ": \(settled) settled, \(failed) failed or held back" }
        text += "\nmade by \(madeBy) at \(madeAt)" + (reason.isEmpty ? "" : ": \(reason)")
        if let decidedBy, let decidedAt {
            text += "\n\(state == .refused ? "refused" : "approved") by \(decidedBy) at \(decidedAt)"
        }
        return text
    }
}
