internal import Delivery
internal import Postgres

/// What an audit found along one chain.
struct ChainAudit: Sendable {
    let chain: HashChain
    let check: AuditCheck
    /// How far the chain is sound.
    let sound: ChainEnd
    /// Whether it was gone along from its beginning.
    let isWhole: Bool

    /// Goes along chains: from where the audit before ended, or each from its beginning, as once a day by itself. What was checked
    /// can be altered afterwards.
    static func run(
        _ chains: [HashChain], _ scope: DeliveryCount.Scope, in transaction: PostgresTransaction
    ) async throws -> [ChainAudit] {
        var audits: [ChainAudit] = []
        for chain in chains { audits.append(try await run(chain, scope, in: transaction)) }
        return audits
    }

    private static func run(
        _ chain: HashChain, _ scope: DeliveryCount.Scope, in transaction: PostgresTransaction
    ) async throws -> ChainAudit {
        let start = ContinuousClock.now
        let store = try ChainStore(chain, in: transaction)
        let checked = scope == .all ? nil : try await store.checked()
        var walk = ChainWalk(along: chain.table, from: checked ?? .beginning)
        var examined: Int64 = 0
        while true {
            let stretch = try await store.read(after: walk.end.position)
            for (link, text) in stretch { walk.step(to: link, sealing: text) }
            examined += Int64(stretch.count)
            if Int64(stretch.count) < ChainStore.batch { break }
        }
        walk.finish(at: try await store.head())
        let (unsealed, gone) = try await store.strays(everywhere: checked == nil)
        let breaches =
            walk.faults + gone.map { "\(chain.table) \($0) was deleted before it was sealed" }
            + unsealed.map { "\(chain.table) \($0) was added past the chain" }
        return ChainAudit(
            chain: chain,
            check: AuditCheck(
                "the chain of \(chain.table) holds", examined: examined, breaches: breaches, since: start),
            sound: walk.sound, isWhole: checked == nil)
    }

    /// Keeps how far chains are sound, so that the next audit begins there.
    static func keep(_ audits: [ChainAudit], in pool: PostgresPool) async throws {
        try await pool.withTransaction { transaction in
            for audit in audits {
                let store = try ChainStore(audit.chain, in: transaction)
                try store.keepChecked(audit.sound)
                if audit.isWhole, audit.check.breaches.isEmpty { try store.keepWalked() }
            }
        }
    }
}
