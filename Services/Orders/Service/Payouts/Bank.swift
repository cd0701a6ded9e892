internal import OrdersDomain
internal import Vocabulary

/// Transfers money to payees, outside of this system.
protocol Bank: Sendable {
    /// Asks for transfers, each once however often it is asked for, by the payout's id and attempt.
    /// - Returns: what became of those that it knows the end of.
    func transfer(_ orders: [TransferOrder]) async throws -> [UUIDv7: TransferOutcome]
}

/// A transfer that a bank is asked for.
struct TransferOrder: Sendable {
    var payout: UUIDv7
    var attempt: Int32
    var payee: LedgerAccount
    var amount: Fen
}

/// What became of a transfer.
enum TransferOutcome: Sendable {
    /// The payee has it.
    case accepted
    /// The payee has it not.
    case rejected(PayoutFailure)
}

/// The built-in bank, which moves no money and accepts everything.
struct SandboxBank: Bank {
    func transfer(_ orders: [TransferOrder]) -> [UUIDv7: TransferOutcome] {
        Dictionary(orders.map { ($0.payout, .accepted) }, uniquingKeysWith: { first, _ in first })
    }
}
