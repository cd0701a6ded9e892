internal import CatalogueDomain
internal import CatalogueEvents
internal import Eventing
internal import Vocabulary

extension StockDesk {
    /// Changes one reservation. What the state table has no row for has no effect but a note; an order that never asked
    /// for stock has nothing to change.
    mutating func change(
        _ order: UUIDv7, _ command: ReservationCommand, by envelope: EventEnvelope,
        _ change: (inout Reservation) throws(ReservationRefusal) -> [ReservationFact]
    ) throws {
        guard var reservation = reservations[order] else { return }
        let cause = StockCause.event(envelope)
        let facts: [ReservationFact]
        do throws(ReservationRefusal) {
            facts = try change(&reservation)
        } catch .allocationUnknown(let id) {
            // Whoever names goods that are not the order's cannot be obeyed, now or later.
            throw ReservationRefusal.allocationUnknown(id)
        } catch {
            note(.reservation, order, command.rawValue, by: cause, refusal: error.code)
            return
        }
        put(reservation)
        note(.reservation, order, command.rawValue, by: cause)
        for fact in facts { try follow(fact, of: reservation, by: envelope) }
    }

    /// Changes one reservation by what logistics reports of a consignment, which proves that its order is confirmed.
    mutating func carry(
        _ order: UUIDv7, _ command: ReservationCommand, by envelope: EventEnvelope,
        _ change: (inout Reservation, ReleasePaths) throws(ReservationRefusal) -> [ReservationFact]
    ) throws {
        let paths = self.paths
        try self.change(order, command, by: envelope) { reservation throws(ReservationRefusal) in
            try reservation.commitForConsignment() + change(&reservation, paths)
        }
    }

    private mutating func follow(
        _ fact: ReservationFact, of reservation: Reservation, by envelope: EventEnvelope
    ) throws {
        let cause = StockCause.event(envelope)
        switch fact {
        case .committed(let goods):
            told.append(try cause.tell(StockCommitted(reservation, goods, at: now)))
        case .released(let why, let goods):
            told.append(try cause.tell(StockReleased(reservation, why, goods)))
        case .broughtBack(let goods):
            try bringBack(goods, by: envelope)
        case .moved(let movements):
            for lot in Set(movements.map(\.lotID)) { try lots[lot]?.follow(movements) }
            try move(movements, by: cause)
        case .revoked, .shipped, .delivered, .lost:
            break
        }
    }

    /// Has lots hold back what lies at a station again, until it is inspected. The consignment is the event's subject.
    private mutating func bringBack(_ goods: [AllocatedGoods], by envelope: EventEnvelope) throws {
        guard let consignment = UUIDv7(envelope.subject) else { throw EventFault.missing("subject") }
        for part in goods {
            try change(part.lotID, .bringBack, by: .event(envelope)) { lot throws(LotRefusal) in
                try lot.bringBack(part.amount, cause: .inspection, causeID: consignment)
            }
        }
    }
}
