internal import Logging
internal import Postgres
internal import Runtime

extension OrdersService {
    /// Counts what was entered in the ledger into the balances kept, until it is cancelled.
    func keepBalances() async {
        while !Task.isCancelled {
            do {
                while try await countMovements() == LedgerStore.countedAtOnce {}
            } catch {
                if Task.isCancelled { return }
                workbench.logger.error("balances wait", metadata: ["reason": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Counts a part of what was entered, and returns how many entries that was.
    func countMovements() async throws -> Int {
        try await workbench.pool.withTransaction { transaction in
            try await LedgerStore(transaction: transaction).count()
        }
    }
}
