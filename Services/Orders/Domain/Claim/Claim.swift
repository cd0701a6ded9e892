public import Vocabulary

/// A buyer's complaint about delivered goods, or our own about goods exposed to wrong temperatures.
public struct Claim: Sendable, Equatable {
    /// Where a claim stands.
    public enum State: String, Sendable, CaseIterable {
        /// Not decided.
        case open
        /// Decided.
        case closed
    }

    /// What can be asked of a claim that exists.
    public enum Command: String, Sendable, CaseIterable {
        /// DECIDE.
        case decide
        /// 72 hours without a decision.
        case escalate

        /// The states that have a row for it.
        public var admittedIn: Set<State> { [.open] }
    }

    /// What is wished.
    public enum Kind: String, Sendable, CaseIterable {
        /// Money back.
        case refund
        /// Other goods.
        case replacement
        /// Money back for goods sent back; never for what spoils.
        case `return`
        /// That the goods are looked into.
        case quality
    }

    /// What is wrong with the goods.
    public enum Cause: String, Sendable, CaseIterable {
        /// Exposed to temperatures for longer than they bear.
        case excursion
        /// Damaged.
        case damaged
        /// Not there.
        case missing
        /// Not what was ordered.
        case wrong
        /// Not as good as it should be.
        case quality
        /// Something else.
        case other
    }

    /// On whose side it was opened.
    public enum Side: String, Sendable, CaseIterable {
        /// The buyer's.
        case buyer
        /// Ours, by what was measured.
        case system
        /// A partner's, for its buyer.
        case partner
    }

    /// Its id.
    public let id: UUIDv7
    /// The order.
    public let order: UUIDv7
    /// The consignment; nil if it is about more than one.
    public let consignment: UUIDv7?
    /// What is wished.
    public let kind: Kind
    /// What is wrong.
    public let cause: Cause
    /// On whose side it was opened.
    public let side: Side
    /// Who opened it, and may not decide it.
    public let openedBy: Actor
    /// When.
    public let openedAt: Instant
    /// What it is about.
    public let items: [AffectedItem]
    /// Digests of photographs and the like.
    public let evidence: [String]
    /// Where it stands.
    public internal(set) var state: State
    /// When the county officer is told that it is not decided; nil once told, or decided.
    public internal(set) var decideBy: Instant?

    /// Restores a claim as stored.
    public init(
        id: UUIDv7, order: UUIDv7, consignment: UUIDv7?, kind: Kind, cause: Cause, side: Side, openedBy: Actor,
        openedAt: Instant, items: [AffectedItem], evidence: [String], state: State, decideBy: Instant?
    ) {
        self.id = id
        self.order = order
        self.consignment = consignment
        self.kind = kind
        self.cause = cause
        self.side = side
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.items = items
        self.evidence = evidence
        self.state = state
        self.decideBy = decideBy
    }

    /// Refuses a command that the state table has no row for.
    func admit(_ command: Command) throws(ClaimRefusal) {
        guard command.admittedIn.contains(state) else { throw .notInState(command, state) }
    }
}

/// What happened to a claim.
public enum ClaimFact: Sendable, Equatable {
    /// It was opened: `claim.opened`.
    case opened
    /// It was decided: `claim.closed`.
    case closed(ClaimDecision)
    /// A sale is turned back for it: `settlement.posted`.
    case reversed(Settlement)
    /// The county officer must see it.
    case escalated
    /// A clock runs until then, for the decision.
    case deadlineSet(due: Instant)
    /// The clock is void.
    case deadlineStruck
}
