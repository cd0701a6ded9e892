import LogisticsDomain
import Testing
import Vocabulary

@Suite("A run's state table")
struct RunStateTests {
    /// Every row of the table: where a command leads to. What is missing here must be refused.
    private static let rows: [RunCommand: [RunState: RunState]] = [
        .replan: [.planned: .planned, .underWay: .underWay],
        .cancel: [.planned: .cancelled],
        .start: [.planned: .underWay],
        .arrive: [.underWay: .underWay],
        .serve: [.underWay: .underWay],
        .fail: [.underWay: .underWay],
        .breakDown: [.underWay: .interrupted],
        .resume: [.interrupted: .underWay],
        .handOver: [.underWay: .underWay, .interrupted: .ended],
        .takeOver: [.underWay: .underWay],
        .end: [.underWay: .ended],
    ]

    @Test("allows exactly its rows", arguments: RunState.allCases, RunCommand.allCases)
    func row(state: RunState, command: RunCommand) throws {
        var run = try RunSample.run(in: state)
        if command == .end, state == .underWay { try RunSample.serveAll(&run) }
        let before = run
        if let target = Self.rows[command]?[state] {
            #expect(try !command.give(to: &run).isEmpty)
            #expect(run.state == target)
        } else {
            #expect(throws: RunRefusal.notInState(state)) { try command.give(to: &run) }
            #expect(run == before)
        }
    }

    @Test("counts plans from one, and each plan by one more")
    func planNumbers() throws {
        var run = try RunSample.run(in: .planned)
        #expect(run.plan == 1)
        #expect(try RunCommand.replan.give(to: &run) == [.planned(plan: 2)])
        _ = try RunCommand.start.give(to: &run)
        #expect(try RunCommand.replan.give(to: &run).first == .planned(plan: 3))
    }
}

/// The commands of the table, each with arguments that its guards let pass.
enum RunCommand: CaseIterable {
    case replan, cancel, start, arrive, serve, fail, breakDown, resume, handOver, takeOver, end

    func give(to run: inout Run) throws -> [RunFact] {
        let later = Sample.morning + .hours(6)
        switch self {
        case .replan: return try run.replan(plan(for: run), under: RunSample.lease, at: later)
        case .resume: return try run.resume(plan(for: run), under: RunSample.lease, at: later)
        case .cancel: return try run.cancel()
        case .start:
            return try run.start(
                by: RunSample.driver, with: RunSample.vehicle, showing: RunSample.cold, beside: [],
                at: Sample.morning + .minutes(10))
        case .arrive: return try run.heed(RunSample.command(11, stop: 1, minute: 360, .arrive))
        case .serve:
            let act = DriverAct.serve(loaded: RunSample.atFirst, unloaded: [])
            return try run.heed(RunSample.command(12, stop: 1, minute: 360, act))
        case .fail: return try run.heed(RunSample.command(13, stop: 1, minute: 360, .fail(.closed)))
        case .breakDown: return try run.breakDown(at: Sample.luodian, at: later)
        case .handOver:
            if run.state == .underWay {
                _ = try run.takeOver([Loading(consignmentID: Sample.id(5), compartment: 1)], at: later)
                return try run.handOver([Sample.id(5)], at: later)
            }
            return try run.handOver([], at: later)
        case .takeOver: return try run.takeOver([Loading(consignmentID: Sample.id(5), compartment: 1)], at: later)
        case .end: return try run.end(handingIn: [], at: later)
        }
    }

    /// The same things to do, planned from where the run is.
    private func plan(for run: Run) throws -> CheckedRun {
        var instance = RunSample.instance()
        if run.state != .planned {
            let progress = run.progress(at: Sample.luodian, freeFrom: Sample.morning + .hours(4))
            instance.vehicles = []
            instance.addVehicle(50, progress: progress)
        }
        return try RunSample.checked(instance)
    }
}
