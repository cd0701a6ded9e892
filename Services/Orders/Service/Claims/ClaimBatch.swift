internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import OrdersEvents
internal import Postgres
internal import Vocabulary

/// Claims that one transaction opens.
struct ClaimBatch {
    let transaction: PostgresTransaction
    private var claims: [Claim] = []
    private var due: [(subject: String, due: Instant, trace: TraceContext?)] = []
    private var events: [PendingEvent] = []

    init(transaction: PostgresTransaction) {
        self.transaction = transaction
    }

    /// Takes up a claim that was just opened.
    mutating func add(_ claim: Claim, _ facts: [ClaimFact], by cause: Cause) throws {
        claims.append(claim)
        for fact in facts {
            switch fact {
            case .opened: events.append(try cause.tell(claim.publicOpening(), of: claim.order))
            case .deadlineSet(let due): self.due.append((claim.id.description, due, cause.trace))
            case .closed, .reversed, .escalated, .deadlineStruck: break
            }
        }
    }

    /// Saves them, and returns what is to be told.
    // Inlined into a coroutine, it crashes the optimizer of Swift 6.3.1.
    @inline(never)
    func save() throws -> [PendingEvent] {
        try ClaimStore(transaction: transaction).insert(claims)
        try Deadlines.set(ClaimClock.kind, due, in: transaction)
        return events
    }
}

/// The clock of a claim.
enum ClaimClock {
    /// The command that is due.
    static let kind = "escalate-claim"
}
