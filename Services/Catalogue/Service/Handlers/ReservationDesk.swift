internal import CatalogueDomain
internal import Postgres
internal import Vocabulary

/// The reservations that a batch is about, under their locks, and what the batch does to them and their lots.
struct ReservationDesk {
    private let transaction: PostgresTransaction
    private var reservations: [UUIDv7: Reservation]
    private var changed: Set<UUIDv7> = []
    private var slots: [SlotStock] = []
    private var movements: [StockMovement] = []
    private var refused: [(order: UUIDv7, command: String, event: UUIDv7, code: String)] = []

    /// Loads what some orders have a claim on.
    init(for orders: [UUIDv7], in transaction: PostgresTransaction) async throws {
        self.transaction = transaction
        reservations = try await ReservationStore(transaction: transaction).load(orders)
    }

    /// Where the orders' goods go if they come back, with their lots and slots locked, in this order.
    mutating func releasePaths(at now: Instant) async throws -> ReleasePaths {
        let allocations = reservations.values.flatMap(\.allocations)
        let lots = try await LotStore(transaction: transaction).load(Set(allocations.map(\.lotID)).sorted())
        slots = Array(
            try await SlotStore(transaction: transaction).load(Set(allocations.compactMap(\.offerID)).sorted()).values)
        return ReleasePaths(slots: slots, lots: Array(lots.values), at: now)
    }

    /// Changes one reservation. What is refused has no effect but a note; an order that never asked for stock has
    /// nothing to change.
    mutating func change(
        _ order: UUIDv7, _ command: ReservationCommand, by event: UUIDv7,
        _ change: (inout Reservation) throws(ReservationRefusal) -> [ReservationFact]
    ) throws -> [(reservation: Reservation, fact: ReservationFact)] {
        guard var reservation = reservations[order] else { return [] }
        do throws(ReservationRefusal) {
            let facts = try change(&reservation)
            reservations[order] = reservation
            changed.insert(order)
            for case .moved(let moved) in facts { movements += moved }
            return facts.map { (reservation, $0) }
        } catch {
            refused.append((order, command.rawValue, event, error.code))
            return []
        }
    }

    /// Keeps what was changed.
    func save(at now: Instant) throws {
        let reservations = changed.sorted().compactMap { self.reservations[$0] }
        let lots = LotStore(transaction: transaction)
        try lots.lock(Set(movements.map(\.lotID)).sorted())
        try lots.move(movements)
        try SlotStore(transaction: transaction).follow(movements, on: slots)
        let store = ReservationStore(transaction: transaction)
        try store.update(reservations)
        try store.noteRefused(refused, at: now)
    }
}
