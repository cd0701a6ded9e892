internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// The clocks of orders that a transaction sets and voids. What counts is the last word on each.
struct OrderClocks {
    private var last: [OrderDeadline: [UUIDv7: Clock?]] = [:]

    /// A clock that runs.
    private struct Clock {
        var due: Instant
        /// The work that set it.
        var trace: TraceContext?
    }

    /// Has a clock run until then.
    mutating func set(_ deadline: OrderDeadline, of order: UUIDv7, due: Instant, in trace: TraceContext?) {
        last[deadline, default: [:]].updateValue(Clock(due: due, trace: trace), forKey: order)
    }

    /// Voids a clock.
    mutating func strike(_ deadline: OrderDeadline, of order: UUIDv7) {
        last[deadline, default: [:]].updateValue(nil, forKey: order)
    }

    /// Writes them down. Nothing waits for it.
    func save(in transaction: PostgresTransaction) throws {
        for deadline in OrderDeadline.allCases {
            let clocks = (last[deadline] ?? [:]).sorted { $0.key < $1.key }
            let running = clocks.compactMap { order, clock in
                clock.map { (subject: order.description, due: $0.due, trace: $0.trace) }
            }
            try Deadlines.set(deadline.kind, running, in: transaction)
            let void = clocks.filter { $0.value == nil }.map(\.key.description)
            try Deadlines.strike(deadline.kind, of: void, in: transaction)
        }
    }
}

extension OrderDeadline {
    /// The kind under which the deadline is kept: the command that is due.
    var kind: String {
        switch self {
        case .answer: OrderCommand.listAsUnanswered.rawValue
        case .payment: OrderCommand.endUnpaid.rawValue
        }
    }
}
