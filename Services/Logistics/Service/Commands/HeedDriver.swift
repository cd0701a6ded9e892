internal import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LogisticsService {
    /// Heeds what a driver says from the road: all of it or, if a rule refuses one saying, nothing.
    ///
    /// What is known by its id has no second effect and gets its first answer. What contradicts a later fact that was
    /// acted on is kept without effect, for the dispatcher to see.
    public func heedDriver(
        of id: UUIDv7, _ report: DriverReport, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<HeedAnswer> {
        let ids = report.commands.map(\.id)
        try Bounds.check(distinct: ids, field: "commands")
        try await expect(run: id, reachedBy: context.caller, in: transaction)
        var desk = try await RunDesk(locking: [id], in: transaction)
        let run = try desk.run(id)
        let journal = JournalStore(transaction: transaction)
        try await requireSaidOfNoOther(than: id, ids, journal)
        let sites = try await SiteStore(transaction: transaction).load(run.places.sorted())
        let handling = StopHandling(
            sites: Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0) }),
            plannedAt: try await journal.plannedAt(Set(run.awaited).subtracting(report.goods)), act: Act(context))
        var said: [SaidCommand] = []
        for (index, saying) in report.inOrderOfTime {
            do {
                try Bounds.check(past: saying.at, now: context.now, field: "at")
                let command = try saying.command(by: report.driverID)
                let facts = try desk.heed(command, of: id, Act(context))
                guard !facts.isEmpty else { continue }
                let unheeded = try handling.follow(facts, saying, on: &desk.goods)
                said.append(
                    SaidCommand(
                        run: id, entry: JournalEntry(command: command, contradiction: facts.contradiction),
                        unheeded: unheeded, receivedAt: context.now,
                        said: String(decoding: try saying.encoded(), as: UTF8.self)))
            } catch let problem as Problem {
                throw problem.of(index)
            } catch let refusal as any Refused {
                throw Problem(refusal).of(index)
            }
        }
        let events = try desk.save()
        try journal.append(said)
        return Told(try await heedAnswer(to: ids, in: transaction), events)
    }

    private func requireSaidOfNoOther(
        than id: UUIDv7, _ commands: [UUIDv7], _ journal: JournalStore
    ) async throws {
        for (command, other) in try await journal.runs(of: commands) where other != id {
            throw Problem(
                422, "said-of-another-run", "\(command) was said of run \(other); give each command its own id",
                field: "commands")
        }
    }
}

extension DriverReport {
    /// Goods of which it is said that they were loaded, or were not.
    fileprivate var goods: [UUIDv7] {
        commands.flatMap { saying in
            (saying.loaded ?? []).map(\.consignmentID) + (saying.failed ?? []).map(\.consignmentID)
        }
    }

    /// What is said, each with its place in the report, in the order in which it was true.
    fileprivate var inOrderOfTime: [(offset: Int, element: DriverSaying)] {
        commands.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    }
}

extension Problem {
    /// The problem, as one of the command at this place in the report.
    fileprivate func of(_ index: Int) -> Problem {
        var problem = self
        problem.field = "commands[\(index)]" + (field.map { ".\($0)" } ?? "")
        return problem
    }
}

extension Run {
    /// Where it stops, by all of its plans.
    fileprivate var places: Set<UUIDv7> {
        Set(stops.map(\.placeID) + droppedStops.map(\.stop.placeID))
    }
}

extension [RunFact] {
    /// What was contradicted, if anything was.
    fileprivate var contradiction: Contradiction? {
        for case .setAside(_, let contradiction) in self { return contradiction }
        return nil
    }
}
