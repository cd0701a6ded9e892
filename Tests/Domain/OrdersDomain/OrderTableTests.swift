import OrdersDomain
import Testing
import Vocabulary

/// `states.md`, "Order: retail" and "Order: the other kinds" for imports, as a table.
@Suite("The order's state table")
struct OrderTableTests {
    /// Where a command leads from each state that has a row for it. No row: refused, and nothing changes.
    ///
    /// The order has two consignments; a command about one of them is about the first. The fulfilling one is collected.
    private static let rows: [OrderCommand: [OrderState: OrderState]] = [
        .reserve: [.placed: .reserved, .cancelled: .cancelled],
        .refuseStock: [.placed: .cancelled],
        .determine: [.placed: .placed, .reserved: .payable, .cancelled: .cancelled],
        .listAsUnanswered: [.placed: .placed, .reserved: .reserved],
        .recordCapture: [
            .payable: .confirmed, .confirmed: .confirmed, .fulfilling: .fulfilling, .completed: .completed,
            .cancelled: .cancelled,
        ],
        .recordDecline: [.payable: .payable],
        .endUnpaid: [.payable: .cancelled],
        .cancel: [.placed: .cancelled, .reserved: .cancelled, .payable: .cancelled, .confirmed: .confirmed],
        .revoke: [
            .reserved: .cancelled, .payable: .cancelled, .confirmed: .confirmed, .fulfilling: .fulfilling,
        ],
        .recordWithdrawal: [.confirmed: .confirmed, .fulfilling: .fulfilling],
        .recordRefusal: [.confirmed: .confirmed, .fulfilling: .fulfilling],
        .recordExcursion: [.confirmed: .confirmed, .fulfilling: .fulfilling],
        .recordCollection: [.confirmed: .fulfilling, .fulfilling: .fulfilling],
        .recordDelivery: [.fulfilling: .fulfilling],
        .recordFailure: [.confirmed: .confirmed, .fulfilling: .fulfilling],
        .refundClaim: [.fulfilling: .fulfilling, .completed: .completed],
    ]

    @Test(
        "leads each pair of state and command where the page says", arguments: OrderState.allCases,
        OrderCommand.allCases)
    func everyRow(state: OrderState, command: OrderCommand) throws {
        var trade = try Trade(in: state)
        try #require(trade.order.state == state)
        let before = trade.order
        guard let leadsTo = Self.rows[command]?[state] else {
            #expect(throws: OrderRefusal.notInState(command, state)) { try Self.run(command, on: &trade) }
            #expect(trade.order == before, "a refusal leaves the order as it was")
            return
        }
        try Self.run(command, on: &trade)
        #expect(trade.order.state == leadsTo)
    }

    @Test("says of each command which states admit it", arguments: OrderCommand.allCases)
    func admission(command: OrderCommand) {
        #expect(command.admittedIn == Set((Self.rows[command] ?? [:]).keys))
    }

    @Test(
        "confirms an import without a payment of ours",
        arguments: [(OrderState.placed, OrderState.placed), (.reserved, .confirmed)])
    func importsSkipPayment(state: OrderState, leadsTo: OrderState) throws {
        var trade = try Trade(.import, in: state)
        try trade.run { try $0.determine(Marketplace.determinations(), at: Marketplace.now, identifier: $1) }
        #expect(trade.order.state == leadsTo)
        #expect(trade.order.payment == nil)
        #expect(trade.order.paid == (leadsTo == .confirmed ? trade.order.total : 0))
    }

    private static func run(_ command: OrderCommand, on trade: inout Trade) throws {
        let now = Marketplace.now
        let consignment = trade.order.consignments.first?.id ?? id(999)
        let items = trade.open(consignment)
        let later = now + .minutes(20)
        switch command {
        case .reserve: try trade.run { try $0.reserve(Marketplace.reservation(), at: now, identifier: $1) }
        case .refuseStock: try trade.run { try $0.refuseStock(isPriceChanged: false, at: now) }
        case .determine:
            try trade.run { try $0.determine(Marketplace.determinations(), at: now, identifier: $1) }
        case .listAsUnanswered: try trade.run { try $0.listAsUnanswered(at: later) }
        case .recordCapture: try trade.pay(payment: id(62))
        case .recordDecline: try trade.run { try $0.recordDecline(of: id(62), isFinal: false, at: now) }
        case .endUnpaid: try trade.run { try $0.endUnpaid(at: later) }
        case .cancel: try trade.run { try $0.cancel(at: now) }
        case .revoke:
            let revoked = trade.order.allocations.last.map { [$0.id] } ?? []
            try trade.run { try $0.revoke(Set(revoked), because: .recall, at: now) }
        case .recordWithdrawal: try trade.run { try $0.recordWithdrawal(of: items, from: consignment, at: now) }
        case .recordRefusal: try trade.run { try $0.recordRefusal(of: items, from: consignment, at: now) }
        case .recordExcursion: try trade.condemn(items)
        case .recordCollection: try trade.collect(consignment)
        case .recordDelivery: try trade.deliver(consignment)
        case .recordFailure: try trade.fail(consignment, custody: .carrier)
        case .refundClaim: try trade.run { try $0.refundClaim(0, reversals: []) }
        }
    }
}
