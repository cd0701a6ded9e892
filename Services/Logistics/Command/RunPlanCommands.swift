internal import ArgumentParser
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `run plan`: runs for what waits in a county.
struct RunPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Plan runs for what waits in a county, with the shifts that are free.",
        discussion: """
            logistics run plan --county 522728 --from 2019-08-20T06:00:00+08:00 --until 2019-08-20T18:00:00+08:00 \\
                --actor chen.dispatch
            """)

    @Option(help: "The county whose goods wait and whose vehicles are sent, 6 digits.")
    var county: DivisionCode

    @Option(help: "Use no shift that ends before this; now if it is left out.")
    var from: Instant?

    @Option(help: "Use no shift that begins then or later; a day from now if it is left out.")
    var until: Instant?

    @Flag(help: "Carry late goods too, since late is better than never.")
    var lateToo = false

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<PlanningRuns>

    func run() async throws {
        let request = PlanRequest(county: county, from: from, until: until, carriesLateGoods: lateToo)
        let answer = try await options.perform(as: actor) { service, context, transaction in
            try await service.planRuns(request, context, in: transaction)
        }
        try options.print(answer, answer.words)
    }
}

/// `run replan`: another plan for one run.
struct RunReplanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replan", abstract: "Plan a run anew from where it is, with what waits by now.",
        discussion: """
            What it has done stays as it is. A vehicle that broke down goes on by the new plan.

            for run in $(logistics run list --county 522728 --state interrupted --column run); do
                logistics run replan $run --actor chen.dispatch --reason 'the road is open again'
            done
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(
        help: "Where the vehicle is, degrees east and north x 10^7 as 1067480000,254290000; its last stop if left out.")
    var position: Position?

    @Option(help: "When it can drive on; as soon as it is free if left out.")
    var from: Instant?

    @Flag(help: "Take late goods up too, since late is better than never.")
    var lateToo = false

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<PlanningRuns>

    func run() async throws {
        let request = ReplanRequest(position: position, freeFrom: from, carriesLateGoods: lateToo)
        let answer = try await options.perform(as: actor) { service, context, transaction in
            try await service.replanRun(run, request, context, in: transaction)
        }
        try options.print(answer, answer.words)
    }
}

extension PlanAnswer {
    fileprivate var words: String {
        var table = Table("run", "starts", "ends", "stops", "loads")
        for run in runs {
            table.add(
                run.runID.description, run.startsAt.description, run.endsAt.description, "\(run.stops)", "\(run.loads)")
        }
        let left = leftOut.map { "\n\($0.count) are left where they are: \($0.reason)" }.joined()
        return "\(table)\n\(planned) consignments are planned\(left)"
    }
}
