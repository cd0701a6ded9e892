import OrdersDomain
import Vocabulary

/// An order brought to a state by its commands alone.
struct Trade {
    var order: Order
    let identifiers = Identifiers()
    var facts: [OrderFact] = []

    init(_ kind: OrderKind = .retail, ordering grams: Int64 = 5000) throws {
        var line = Marketplace.oranges
        line.quantity = .grams(grams)
        order = try Marketplace.placed(kind, [line])
    }

    /// Brings an order, of two parts that lie at two stations unless told otherwise, to a state.
    init(_ kind: OrderKind = .retail, in state: OrderState, _ allocations: [Allocation]? = nil) throws {
        try self.init(kind)
        let tokens = (allocations ?? []).flatMap(\.tokens)
        switch state {
        case .placed: return
        case .cancelled: try run { try $0.cancel(at: Marketplace.now) }
        case .reserved, .payable, .confirmed, .fulfilling, .completed:
            try run { try $0.reserve(Marketplace.reservation(allocations), at: Marketplace.now, identifier: $1) }
            if state == .reserved { return }
            let found = Marketplace.determinations(allocations == nil ? nil : tokens)
            try run { try $0.determine(found, at: Marketplace.now, identifier: $1) }
            if state == .payable || state == .confirmed && kind == .import { return }
            if kind == .retail { try pay() }
            if state == .confirmed { return }
            for consignment in order.consignments.map(\.id) {
                try collect(consignment)
                if state == .fulfilling { return }
            }
            for consignment in order.consignments.map(\.id) { try deliver(consignment) }
        }
    }

    /// Runs a command that needs no ids.
    mutating func run(_ command: (inout Order) throws -> [OrderFact]) throws {
        facts += try command(&order)
    }

    /// Runs a command that needs ids.
    mutating func run(_ command: (inout Order, () -> UUIDv7) throws -> [OrderFact]) throws {
        facts += try command(&order, identifiers.next)
    }

    mutating func pay(_ amount: Fen? = nil, payment: UUIDv7 = id(61), at instant: Instant = Marketplace.now) throws {
        let capture = Capture(payment: payment, amount: amount ?? order.total, capturedAt: instant)
        try run { try $0.recordCapture(capture, at: instant, identifier: $1) }
    }

    /// What is open of a consignment's parts.
    func open(_ consignment: UUIDv7) -> [AllocatedQuantity] {
        let parts = order.consignments.first { $0.id == consignment }?.allocations ?? []
        return order.allocations.filter { parts.contains($0.id) }.map {
            AllocatedQuantity(allocation: $0.id, quantity: Quantity($0.open, $0.quantity.unit))
        }
    }

    mutating func collect(_ consignment: UUIDv7, short: Int64 = 0) throws {
        let items = open(consignment).map { item in
            CollectedItem(
                allocation: item.allocation, ordered: item.quantity,
                collected: Quantity(item.quantity.amount - short, item.quantity.unit))
        }
        try run { try $0.recordCollection(of: items, from: consignment, at: Marketplace.now) }
    }

    mutating func deliver(_ consignment: UUIDv7, refused: Int64 = 0) throws {
        let settlement = identifiers.next()
        let items = open(consignment).map { item in
            DeliveredItem(
                allocation: item.allocation, delivered: Quantity(item.quantity.amount - refused, item.quantity.unit),
                refused: Quantity(refused, item.quantity.unit))
        }
        try run {
            try $0.recordDelivery(
                of: items, from: consignment, at: Marketplace.now, settlement: settlement, terms: Marketplace.terms)
        }
    }

    mutating func fail(_ consignment: UUIDv7, custody: Custody, isFinal: Bool = true) throws {
        let failure = ConsignmentFailure(
            consignment: consignment, isFinal: isFinal, custody: custody, items: open(consignment))
        let settlement = identifiers.next()
        try run {
            try $0.recordFailure(failure, at: Marketplace.now, settlement: settlement, terms: Marketplace.terms)
        }
    }

    mutating func condemn(_ items: [AllocatedQuantity], custody: Custody = .carrier) throws {
        let settlement = identifiers.next()
        try run {
            try $0.recordExcursion(
                of: items, custody: custody, at: Marketplace.now, settlement: settlement, terms: Marketplace.terms)
        }
    }

    var settlements: [Settlement] {
        facts.compactMap { if case .settled(let settlement) = $0 { settlement } else { nil } }
    }

    var reductions: [Reduction] {
        facts.compactMap { if case .reduced(let reduction) = $0 { reduction } else { nil } }
    }

    var cancellation: Cancellation? {
        facts.compactMap { if case .cancelled(let cancellation) = $0 { cancellation } else { nil } }.last
    }
}
