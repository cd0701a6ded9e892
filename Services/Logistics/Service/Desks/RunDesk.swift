internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// Runs on the desk, and the goods that they are to carry: locked, decided one command at a time, saved together.
struct RunDesk {
    let transaction: PostgresTransaction
    private(set) var runs: [UUIDv7: Run]
    private let before: [UUIDv7: Run]
    private var planned: [Run] = []
    /// The goods on the desk.
    var goods: ConsignmentDesk
    private var entries: [HistoryEntry] = []
    private var events: [PendingEvent] = []

    /// Locks runs, then their goods and others.
    init(locking ids: [UUIDv7], and others: [UUIDv7] = [], in transaction: PostgresTransaction) async throws {
        self.transaction = transaction
        let runs = try await RunStore(transaction: transaction).load(Set(ids).sorted(), .update)
        self.runs = Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })
        before = self.runs
        goods = try await ConsignmentDesk(
            locking: Set(runs.flatMap(\.goodsAtHand) + others).sorted(), in: transaction)
    }

    /// A run, as it stands by now.
    func run(_ id: UUIDv7) throws(Problem) -> Run {
        guard let run = runs[id] else { throw Problem.notFound("run \(id)") }
        return run
    }

    /// A run, as far as it is within the reach of who acts.
    private func run(_ id: UUIDv7, for act: Act) throws(Problem) -> Run {
        let run = try run(id)
        guard act.reaches(run.county) else { throw Problem.notFound("run \(id)") }
        return run
    }

    /// A new run: its goods wait for it from now on.
    mutating func plan(
        _ checked: CheckedRun, under lease: PlanningLease, leavingOut leftOut: [LeftOut], _ act: Act
    ) throws -> Run {
        let (run, facts) = try Run.plan(id: .make(), checked, under: lease, at: act.at)
        planned.append(run)
        entries.append(HistoryEntry(.run, run.id, "plan", act))
        try follow(facts, of: run, leavingOut: leftOut, act)
        return run
    }

    /// Lets a run take a command, and its goods what follows from it.
    @discardableResult
    mutating func take(
        _ command: String, of id: UUIDv7, leavingOut leftOut: [LeftOut] = [], _ act: Act,
        _ decide: (inout Run) throws(RunRefusal) -> [RunFact]
    ) throws -> [RunFact] {
        var run = try run(id, for: act)
        let facts = try decide(&run)
        runs[id] = run
        entries.append(HistoryEntry(.run, id, command, act))
        try follow(facts, of: run, leavingOut: leftOut, act)
        return facts
    }

    /// Lets a run heed what its driver says. What becomes of the goods is for whoever knows what was done with them.
    mutating func heed(_ command: DriverCommand, of id: UUIDv7, _ act: Act) throws -> [RunFact] {
        var run = try run(id, for: act)
        let facts = try run.heed(command)
        runs[id] = run
        events += try run.events(of: facts, by: act, leavingOut: [])
        return facts
    }

    private mutating func follow(
        _ facts: [RunFact], of run: Run, leavingOut leftOut: [LeftOut], _ act: Act
    ) throws {
        for fact in facts {
            switch fact {
            case .planned:
                for id in run.planned where !goods.isPlanned(id, on: run.id) {
                    try goods.take(.plan, of: id, act) { (goods) throws(ConsignmentRefusal) in
                        try goods.plan(on: run.id)
                    }
                }
            case .released(let ids):
                for id in ids where goods.isPlanned(id, on: run.id) {
                    try goods.take(.release, of: id, act) { (goods) throws(ConsignmentRefusal) in
                        try goods.release(from: run.id)
                    }
                }
            default: break
            }
        }
        events += try run.events(of: facts, by: act, leavingOut: leftOut)
    }

    /// Saves what changed, and says what is to be told: the runs' part first, then their goods'.
    func save() throws -> [PendingEvent] {
        let store = RunStore(transaction: transaction)
        try store.insert(planned)
        let changed = runs.values.sorted { $0.id < $1.id }.compactMap { run in
            before[run.id].flatMap { $0 == run ? nil : (run: run, before: $0) }
        }
        if !changed.isEmpty { try store.update(changed) }
        try HistoryStore(transaction: transaction).append(entries)
        return events + (try goods.save())
    }
}

extension Run {
    /// The consignments that can still be moved by it: what it has on board, what it is to load, and what a driver who
    /// has not heard of its latest plan may have moved.
    fileprivate var goodsAtHand: [UUIDv7] {
        let stops = stops.filter(\.isOpen) + droppedStops.map(\.stop)
        return Array(onBoard.keys) + stops.flatMap { $0.loads.map(\.consignmentID) + $0.unloads }
    }
}
