public import Vocabulary

/// What a payee is paid of a batch.
public struct Payout: Sendable, Equatable {
    /// Where a payout stands.
    public enum State: String, Sendable, CaseIterable {
        /// Waits for a second person to release it.
        case prepared
        /// On its way.
        case sent
        /// The payee has it.
        case paid
        /// Rejected three times; an operator must find out why.
        case failed
    }

    /// What can be asked of a payout that exists.
    public enum Command: String, Sendable, CaseIterable {
        /// RELEASE, by a second person.
        case release
        /// REJECTED, or no answer.
        case reject
        /// ACCEPTED.
        case accept

        /// The states that have a row for it.
        public var admittedIn: Set<State> {
            switch self {
            case .release: [.prepared]
            case .reject, .accept: [.sent]
            }
        }
    }

    /// What a payee owes back of an earlier payout, and how much of it is kept back from this one.
    public struct Recovery: Sendable, Hashable {
        /// The settlement that it is owed by.
        public let settlement: UUIDv7
        /// How much is kept back, in fen.
        public let amount: Fen

        /// Makes a recovery.
        public init(settlement: UUIDv7, amount: Fen) {
            self.settlement = settlement
            self.amount = amount
        }
    }

    /// Its id.
    public let id: UUIDv7
    /// The batch that it was prepared in.
    public let batch: UUIDv7
    /// Who is paid.
    public let payee: LedgerAccount
    /// How much, in fen.
    public let amount: Fen
    /// The settlements whose shares it pays.
    public let settlements: [UUIDv7]
    /// What was kept back.
    public let recoveries: [Recovery]
    /// Who prepared it, and may not release it.
    public let preparedBy: Actor
    /// Where it stands.
    public private(set) var state: State
    /// How often it was sent.
    public private(set) var attempts: Int32
    /// When it was last sent; nil if it never was.
    public private(set) var sentAt: Instant?

    /// Restores a payout as stored.
    public init(
        id: UUIDv7, batch: UUIDv7, payee: LedgerAccount, amount: Fen, settlements: [UUIDv7], recoveries: [Recovery],
        preparedBy: Actor, state: State, attempts: Int32, sentAt: Instant?
    ) {
        self.id = id
        self.batch = batch
        self.payee = payee
        self.amount = amount
        self.settlements = settlements
        self.recoveries = recoveries
        self.preparedBy = preparedBy
        self.state = state
        self.attempts = attempts
        self.sentAt = sentAt
    }

    /// How often a payout is tried.
    public static let mostAttempts: Int32 = 3

    /// RELEASE: sends it, at the word of another person than the one who prepared it.
    public mutating func release(by actor: Actor, at now: Instant) throws(PayoutRefusal) -> PayoutFact {
        try admit(.release)
        guard actor != preparedBy else { throw .releasedByPreparer }
        state = .sent
        attempts += 1
        sentAt = now
        return .sent(at: now)
    }

    /// REJECTED, or no answer: waits to be released again, or fails the third time.
    public mutating func reject(because reason: PayoutFailure) throws(PayoutRefusal) -> PayoutFact {
        try admit(.reject)
        let isFinal = attempts >= Self.mostAttempts
        state = isFinal ? .failed : .prepared
        return .failed(because: reason, attempt: attempts, isFinal: isFinal)
    }

    /// ACCEPTED: the payee has it.
    public mutating func accept() throws(PayoutRefusal) -> PayoutFact {
        try admit(.accept)
        state = .paid
        return .paid
    }

    private func admit(_ command: Command) throws(PayoutRefusal) {
        guard command.admittedIn.contains(state) else { throw .notInState(command, state) }
    }
}

/// What happened to a payout.
public enum PayoutFact: Sendable, Equatable {
    /// It is on its way: `payout.sent`.
    case sent(at: Instant)
    /// It was rejected: `payout.failed`.
    case failed(because: PayoutFailure, attempt: Int32, isFinal: Bool)
    /// The payee has it.
    case paid
}

/// Why a payout was rejected.
public enum PayoutFailure: String, Sendable, CaseIterable {
    /// The payee has no account.
    case noAccount = "no-account"
    /// The bank refused it.
    case rejected
    /// The bank did not answer.
    case unreachable
}
