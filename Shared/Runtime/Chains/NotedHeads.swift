internal import Postgres

extension ChainHeads {
    /// Reads where the chains of a service end.
    static func read(_ chains: [HashChain], of service: String, in transaction: PostgresTransaction) async throws
        -> Self
    {
        var heads: [Head] = []
        for chain in chains {
            let end = try await ChainStore(chain, in: transaction).head()
            heads.append(Head(chain.table, end))
        }
        return ChainHeads(of: service, heads)
    }

    /// What of these heads, which were written down earlier, the chains do not go through any more.
    func missing(from chains: [HashChain], in transaction: PostgresTransaction) async throws -> [String] {
        var missing: [String] = []
        for head in heads where head.position > 0 {
            guard let chain = chains.first(where: { $0.table == head.chain }) else {
                missing.append("there is no chain of \(head.chain)")
                continue
            }
            let hash = try await ChainStore(chain, in: transaction).hash(at: head.position)
            let now = hash.map { Head(head.chain, ChainEnd(position: head.position, hash: $0)).hash }
            if now == nil {
                missing.append("the chain of \(head.chain) does not reach position \(head.position) any more")
            } else if now != head.hash {
                missing.append("the chain of \(head.chain) has another hash at position \(head.position)")
            }
        }
        return missing
    }
}
