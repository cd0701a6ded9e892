internal import CatalogueDomain
internal import CatalogueEvents
internal import Eventing
internal import Vocabulary

extension StockDesk {
    /// Changes one lot, and what follows of it for orders and offers.
    /// - Throws: the lot's refusal, for whoever asked to make of it what fits.
    mutating func change(
        _ id: UUIDv7, _ command: LotCommand, by cause: StockCause,
        _ change: (inout Lot) throws(LotRefusal) -> [LotFact]
    ) throws {
        guard var lot = lots[id] else { return }
        let facts = try change(&lot)
        put(lot, by: cause)
        note(.lot, id, command.rawValue, by: cause)
        for fact in facts { try follow(fact, of: lot, by: cause) }
    }

    /// Changes one lot as an event or a clock asks. What the lot refuses has no effect but a note.
    mutating func heed(
        _ id: UUIDv7, _ command: LotCommand, by cause: StockCause,
        _ change: (inout Lot) throws(LotRefusal) -> [LotFact]
    ) throws {
        do {
            try self.change(id, command, by: cause, change)
        } catch let refusal as LotRefusal {
            note(.lot, id, command.rawValue, by: cause, refusal: refusal.code)
        }
    }

    private mutating func follow(_ fact: LotFact, of lot: Lot, by cause: StockCause) throws {
        let unit = lot.stock.unit
        switch fact {
        case .quarantined(let why, let id, let goods):
            told.append(try cause.tell(LotQuarantined(lot, cause: why, causeID: id, goods, at: now)))
        case .revoked(let why, let revocations):
            try revoke(revocations, of: lot.id, why, by: cause)
        case .released(let inspection, let amount):
            told.append(
                try cause.tell(
                    LotReleased(lotID: lot.id, inspectionID: inspection, quantity: Quantity(amount, unit), at: now)))
        case .closed(let closure, let lost):
            told.append(
                try cause.tell(
                    LotClosed(lotID: lot.id, cause: .init(closure), lost: Quantity(lost, unit), at: now)))
        case .recalled(let recall, let closure, let reason):
            told += try LotRecalled.parts(of: recall, lot: lot.id, closure: closure, reason: reason, at: now)
                .map { try cause.tell($0) }
        case .moved(let movements):
            try move(movements, by: cause)
        case .received, .passed, .listed, .priceBreached, .rejected, .transformed, .returned:
            break
        }
    }

    /// Takes from orders what a lot took from them, order by order.
    private mutating func revoke(
        _ revocations: [Revocation], of lot: UUIDv7, _ why: RevocationCause, by cause: StockCause
    ) throws {
        let orders = Dictionary(grouping: revocations, by: \.orderID).sorted { $0.key < $1.key }
        for (order, revoked) in orders {
            guard var reservation = reservations[order] else { continue }
            for case .revoked(_, _, let goods) in try reservation.revoke(revoked, of: lot, cause: why) {
                told.append(try cause.tell(StockRevoked(reservation, of: lot, why, goods)))
            }
            put(reservation)
            note(.reservation, order, ReservationCommand.revoke.rawValue, by: cause)
        }
    }
}
