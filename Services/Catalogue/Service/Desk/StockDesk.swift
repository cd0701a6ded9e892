internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// The reservations, lots and slots that a batch is about, under their locks, and what becomes of them.
///
/// Locks are taken in one order, which all follow: reservations, lots, slots, each by their ids.
struct StockDesk {
    let transaction: PostgresTransaction
    let now: Instant
    var reservations: [UUIDv7: Reservation]
    var lots: [UUIDv7: Lot] = [:]
    var slots: [UUIDv7: SlotStock] = [:]
    /// Where goods go that come back, as lots and slots were when they were loaded.
    private(set) var paths: ReleasePaths
    /// What the others are to hear.
    var told: [PendingEvent] = []
    private var changed = Changes()

    /// What is to be kept.
    private struct Changes {
        var reservations: Set<UUIDv7> = []
        var lots: Set<UUIDv7> = []
        var slots: Set<UUIDv7> = []
        var movements: [StockMovement] = []
        var history: [StockHistory.Entry] = []
        /// The products whose goods on sale are others now.
        var products: [UUIDv7: StockCause] = [:]
    }

    /// Loads what some orders have a claim on.
    init(for orders: [UUIDv7], at now: Instant, in transaction: PostgresTransaction) async throws {
        self.transaction = transaction
        self.now = now
        paths = ReleasePaths(slots: [], lots: [], at: now)
        reservations = try await ReservationStore(transaction: transaction).load(Set(orders).sorted())
    }

    /// Loads some lots with all who have a claim on their goods, and what some orders have a claim on.
    init(
        holding lots: [UUIDv7], for orders: [UUIDv7] = [], at now: Instant, in transaction: PostgresTransaction
    ) async throws {
        let store = ReservationStore(transaction: transaction)
        let holders = try await store.holders(of: lots)
        try await self.init(for: orders + holders, at: now, in: transaction)
        try await openLots(lots)
        // An order that was served between the two looks has a claim as well. Its lock comes late; if it is waited for in
        // turn, PostgreSQL undoes one of the two, which is tried again.
        let newcomers = Set(try await store.holders(of: lots)).subtracting(reservations.keys)
        if !newcomers.isEmpty {
            let served = try await store.load(newcomers.sorted())
            reservations.merge(served) { first, _ in first }
        }
    }

    /// Loads the lots that the reservations have a claim on, and others by their ids, and the slots whose goods may move.
    mutating func openLots(_ others: [UUIDv7] = []) async throws {
        let allocations = reservations.values.flatMap(\.allocations)
        let slotStore = SlotStore(transaction: transaction)
        lots = try await LotStore(transaction: transaction).load(Set(allocations.map(\.lotID) + others).sorted())
        let offers = allocations.compactMap(\.offerID) + (try await slotStore.offers(of: others))
        slots = try await slotStore.load(Set(offers).sorted())
        paths = ReleasePaths(slots: Array(slots.values), lots: Array(lots.values), at: now)
    }

    /// Who has a claim on a lot's goods, by what is loaded.
    func holdings(of lot: UUIDv7) -> LotHoldings {
        LotHoldings(
            slots: slots.values.flatMap { slot in
                slot.shares.filter { $0.lotID == lot }.map {
                    LotHoldings.Slot(offerID: slot.offerID, amount: $0.amount)
                }
            },
            orders: reservations.values.flatMap { reservation in
                reservation.allocations.filter { $0.lotID == lot }.map {
                    LotHoldings.Order(
                        orderID: reservation.orderID, reservedAt: reservation.decidedAt, allocation: $0)
                }
            })
    }

    /// Takes a reservation's new form in place of the old one.
    mutating func put(_ reservation: Reservation) {
        reservations[reservation.orderID] = reservation
        changed.reservations.insert(reservation.orderID)
    }

    /// Takes a lot's new form in place of the old one.
    mutating func put(_ lot: Lot, by cause: StockCause) {
        lots[lot.id] = lot
        changed.lots.insert(lot.id)
        changed.products[lot.productID] = cause
    }

    /// Notes in the history what was asked of an aggregate, and what stood against it.
    mutating func note(
        _ aggregate: StockHistory.Aggregate, _ subject: UUIDv7, _ command: String, by cause: StockCause,
        refusal: String? = nil
    ) {
        changed.history.append(
            StockHistory.Entry(
                aggregate: aggregate, subject: subject, command: command, cause: cause, at: now, refusal: refusal))
    }

    /// Moves goods, and has the slots follow whose goods they are. A slot of which a lot lost some for good sells less
    /// from then on, and says so.
    mutating func move(_ movements: [StockMovement], by cause: StockCause) throws {
        changed.movements += movements
        for offer in Set(movements.compactMap(\.offerID)).sorted() {
            guard var slot = slots[offer] else { continue }
            for case .setAside(let total) in slot.follow(movements) {
                told.append(try cause.tell(StockSetAside(slot, total: total)))
                note(.slot, offer, "reduce", by: cause)
            }
            slots[offer] = slot
            changed.slots.insert(offer)
        }
    }

    /// Keeps all that was changed, and closes lots of which nothing is left.
    /// - Returns: what the others are to hear.
    mutating func save() async throws -> [PendingEvent] {
        let reservationStore = ReservationStore(transaction: transaction)
        let lotStore = LotStore(transaction: transaction)
        try reservationStore.update(changed.reservations.sorted().compactMap { reservations[$0] })
        if lots.isEmpty { try lotStore.lock(Set(changed.movements.map(\.lotID)).sorted()) }
        try await closeExhausted()
        try lotStore.move(changed.movements, at: now)
        let changedLots = changed.lots.sorted().compactMap { lots[$0] }
        try lotStore.updateStates(changedLots)
        try LotExpiry.keep(for: changedLots, in: transaction)
        try SlotStore(transaction: transaction).update(changed.slots.sorted().compactMap { slots[$0] })
        try StockHistory(transaction: transaction).append(changed.history)
        told += try await ProductTracing(transaction: transaction, now: now).trace(changed.products)
        changed = Changes()
        return told
    }

    /// Closes the lots of which nothing is left to sell, to inspect or to collect.
    private mutating func closeExhausted() async throws {
        let soldOut = lots.values.filter(\.isSoldOut).map(\.id).sorted()
        guard !soldOut.isEmpty else { return }
        let uncollected = try await ReservationStore(transaction: transaction).uncollected(of: soldOut)
        for lot in soldOut where uncollected[lot] == nil {
            try change(lot, .closeExhausted, by: .clock(.current)) { lot throws(LotRefusal) in
                try lot.closeExhausted(uncollected: 0)
            }
        }
    }
}
