internal import Delivery
internal import Postgres

/// What an audit found along one chain.
struct ChainAudit: Sendable {
    let chain: HashChain
    let check: AuditCheck
    /// How far the chain is sound.
    let sound: ChainEnd

    /// Goes along chains: from where the audit before ended, or each from its beginning.
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
        var walk = ChainWalk(along: chain.table, from: scope == .all ? .beginning : try await store.checked())
        var examined: Int64 = 0
        while true {
            let stretch = try await store.read(after: walk.end.position)
            for (link, text) in stretch { walk.step(to: link, sealing: text) }
            examined += Int64(stretch.count)
            if Int64(stretch.count) < ChainStore.batch { break }
        }
        walk.finish(at: try await store.head())
        let (unsealed, gone) = try await store.strays(everywhere: scope == .all)
        let breaches =
            walk.faults + gone.map { "\(chain.table) \($0) was deleted before it was sealed" }
            + unsealed.map { "\(chain.table) \($0) was added past the chain" }
        return ChainAudit(
            chain: chain,
            check: AuditCheck(
                "the chain of \(chain.table) holds", examined: examined, breaches: breaches, since: start),
            sound: walk.sound)
    }

    /// Keeps how far chains are sound, so that the next audit begins there.
    static func keep(_ audits: [ChainAudit], in pool: PostgresPool) async throws {
        try await pool.withTransaction { transaction in
            for audit in audits { try ChainStore(audit.chain, in: transaction).keepChecked(audit.sound) }
        }
    }
}
