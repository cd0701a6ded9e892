internal import Logging
internal import Postgres

/// Ties to their chains what commands have added, from time to time while the service is served.
///
/// One instance does it. If two did, they would take turns at the head, and no chain would fork.
struct ChainSealer: Sendable {
    private let chains: [HashChain]
    private let pool: PostgresPool
    private let logger: Logger

    /// How often it looks: for so long a row can be changed by who is past all rights, and nobody sees it.
    static let interval = Duration.seconds(1)

    init(_ chains: [HashChain], pool: PostgresPool, logger: Logger) {
        self.chains = chains
        self.pool = pool
        self.logger = logger
    }

    /// Runs until the task is cancelled. Outages of the database are waited out.
    func run() async {
        var fails = false
        while !Task.isCancelled {
            do {
                try await Self.sealAll(chains, in: pool)
                fails = false
            } catch {
                if Task.isCancelled { return }
                // One line for an outage; the audit names what has waited for too long.
                if !fails { logger.warning("rows wait to be sealed", metadata: ["reason": "\(error)"]) }
                fails = true
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// Seals what waits now.
    static func sealAll(_ chains: [HashChain], in pool: PostgresPool) async throws {
        // Asked first, so that a service to which nobody gives commands writes nothing.
        let waiting: [String] = try await pool.query("SELECT DISTINCT chain FROM chain_waiting").decode(String.self)
        for chain in chains where waiting.contains(chain.table) {
            while try await seal(chain, in: pool) == ChainStore.batch {}
        }
    }

    private static func seal(_ chain: HashChain, in pool: PostgresPool) async throws -> Int64 {
        try await pool.withTransaction { transaction in
            try await ChainStore(chain, in: transaction).seal()
        }
    }
}
