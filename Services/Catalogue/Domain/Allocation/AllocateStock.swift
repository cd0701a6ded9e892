public import Vocabulary

/// order.placed, or a lot for a pre-order: ∅ → held, or ∅ → refused, for many orders at once.
///
/// Orders are served as they come. Each line is filled whole or its order gets nothing, and what one order takes the
/// next no longer finds, so that neither two lines nor two orders oversell a lot. It takes time in proportion to the
/// lines and the lots, but for sorting the lots once, since a flash sale goes through it.
/// - Parameters:
///   - orders: what is asked for, in the order of placing.
///   - snapshot: what there is. The caller holds the locks of its lots until the movements are stored.
///   - now: the instant by which entitlement will be judged.
///   - newID: makes the ids of allocations and breaches.
public func allocateStock(
    for orders: [OrderDemand], from snapshot: StockSnapshot, at now: Instant, newID: () -> UUIDv7,
) -> AllocationRound {
    var allocator = StockAllocator(snapshot, at: now)
    let answers = orders.map { allocator.answer($0, newID: newID) }
    return AllocationRound(
        answers: answers, movements: allocator.movements.summed(), breaches: allocator.breaches)
}

/// Serves orders one after another from what is left.
struct StockAllocator {
    private let now: Instant
    private let market: Market
    private var pools: StockPools
    private(set) var movements: [StockMovement] = []
    private(set) var breaches: [PriceBreach] = []

    init(_ snapshot: StockSnapshot, at now: Instant) {
        self.now = now
        market = Market(snapshot)
        pools = StockPools(snapshot, at: now)
    }

    mutating func answer(_ order: OrderDemand, newID: () -> UUIDv7) -> StockAnswer {
        let (sales, refusals) = judge(order)
        guard refusals.isEmpty else {
            let reservation = Reservation(orderID: order.orderID, decidedAt: now, state: .refused, allocations: [])
            return .refused(reservation, refusals)
        }
        var allocations: [Allocation] = []
        var lines: [ReservedLine] = []
        for sale in sales {
            let line = fill(sale, newID: newID)
            allocations += line.allocations.map { Allocation(of: $0, for: line) }
            lines.append(line)
            if let breach = sale.breach(of: order, id: newID, at: now) { breaches.append(breach) }
        }
        let reservation = Reservation(
            orderID: order.orderID, decidedAt: now, state: .held, allocations: allocations)
        return .reserved(reservation, lines)
    }

    /// Finds every line that cannot be filled, so that the buyer learns of all at once. What earlier lines of the
    /// same order ask for is not there for later ones.
    private func judge(_ order: OrderDemand) -> (sales: [Sale], refusals: [LineRefusal]) {
        var sales: [Sale] = []
        var refusals: [LineRefusal] = []
        var asked: [StockPools.Key: Int64] = [:]
        for line in order.lines {
            do throws(LineRefusal) {
                let sale = try market.sale(of: line, in: order)
                let available = pools.remaining(in: sale.pool) - asked[sale.pool, default: 0]
                guard line.quantity.amount <= available else {
                    throw LineRefusal(
                        line: line.line, .short, available: Quantity(available, line.quantity.unit))
                }
                asked[sale.pool, default: 0] += line.quantity.amount
                sales.append(sale)
            } catch {
                refusals.append(error)
            }
        }
        return (sales, refusals)
    }

    private mutating func fill(_ sale: Sale, newID: () -> UUIDv7) -> ReservedLine {
        let portions = pools.take(sale.line.quantity.amount, from: sale.pool)
        let movement: LotMovement = sale.line.offerID == nil ? .reserve : .reserveFromSlot
        let allocations = portions.map { portion in
            let candidate = pools.lots[portion.lot]
            movements.append(
                StockMovement(of: candidate.lot.id, for: sale.line.offerID, by: movement, portion.amount))
            return AllocatedLot(
                allocationID: newID(), candidate: candidate, of: sale.product,
                quantity: Quantity(portion.amount, sale.line.quantity.unit),
                rule: sale.rule(for: candidate, wasOnlyLot: portion.wasOnlyLot))
        }
        return ReservedLine(
            line: sale.line.line, listingID: sale.line.listingID, offerID: sale.line.offerID, product: sale.product,
            price: sale.price, amountFen: sale.price.amount(for: sale.line.quantity), allocations: allocations)
    }
}

extension AllocatedLot {
    fileprivate init(
        allocationID: UUIDv7, candidate: LotOnSale, of product: Product, quantity: Quantity, rule: AllocationRule,
    ) {
        let lot = candidate.lot
        self.init(
            allocationID: allocationID, candidate: candidate, quantity: quantity,
            grossGrams: product.specification.unit.grossGrams(of: quantity),
            volumeMillilitres: product.specification.unit.volumeMillilitres(of: quantity),
            producerFen: lot.title == .consigned ? lot.origin.producerPrice.amount(for: quantity) : 0, rule: rule)
    }
}

extension Allocation {
    fileprivate init(of allocated: AllocatedLot, for line: ReservedLine) {
        self.init(
            id: allocated.allocationID, line: line.line, lotID: allocated.candidate.lot.id, offerID: line.offerID,
            quantity: allocated.quantity, isCarried: line.product.specification.kind != .tourism)
    }
}
