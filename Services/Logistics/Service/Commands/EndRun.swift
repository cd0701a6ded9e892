internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LogisticsService {
    /// A vehicle is back at its base. What it still has on board is handed in there, whole, and waits for another run.
    public func endRun(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<RunDetail> {
        try await expect(run: id, reachedBy: context.caller, in: transaction)
        var desk = try await RunDesk(locking: [id], in: transaction)
        let run = try desk.run(id)
        let handedIn = run.onBoard.keys.sorted()
        let act = Act(context)
        guard let base = try await SiteStore(transaction: transaction).load([run.shift.baseID]).first else {
            throw StoreFault("run \(id) has no base")
        }
        try desk.take("end", of: id, act) { (run) throws(RunRefusal) in
            try run.end(handingIn: handedIn, at: context.now)
        }
        for consignment in handedIn where desk.goods.isOnBoard(consignment, of: id) {
            try desk.goods.take(.receive, of: consignment, act) { (goods) throws(ConsignmentRefusal) in
                try goods.receive(at: base, goods.countedWhole, at: context.now)
            }
        }
        try AuditTrail.record("end-run", on: "\(id)", by: context, in: transaction)
        let events = try desk.save()
        return Told(try await runDetail(id, in: transaction), events)
    }
}
