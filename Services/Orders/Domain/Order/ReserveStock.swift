public import Vocabulary

extension Order {
    /// `stock.reserved`: takes what catalogue holds for it, at the prices that count.
    ///
    /// If every household's standing is known by now, a retail order becomes payable and an import is confirmed.
    /// On a cancelled order it has no effect: catalogue releases the stock when it learns of the cancellation.
    /// - Parameters:
    ///   - reservation: what is held.
    ///   - now: the time.
    ///   - identifier: gives an id for each consignment.
    public mutating func reserve(
        _ reservation: Reservation, at now: Instant, identifier: () -> UUIDv7
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.reserve)
        if state == .cancelled { return [] }
        try check(reservation)
        self.reservation = reservation
        state = .reserved
        answerDueAt = now + Self.patience
        return [.reserved, .deadlineSet(.answer, due: now + Self.patience)]
            + proceedOnceDetermined(at: now, identifier: identifier)
    }

    /// `stock.refused`: ends, since some line cannot be filled, or only at a higher price than the buyer was shown.
    /// - Parameters:
    ///   - isPriceChanged: whether a higher price was the reason.
    ///   - now: the time.
    public mutating func refuseStock(isPriceChanged: Bool, at now: Instant) throws(OrderRefusal) -> [OrderFact] {
        try admit(.refuseStock)
        return cancel(because: isPriceChanged ? .priceChanged : .stock, at: now)
    }

    /// Goes on when nobody's answer is missing any more.
    mutating func proceedOnceDetermined(at now: Instant, identifier: () -> UUIDv7) -> [OrderFact] {
        guard undetermined.isEmpty else { return [] }
        if placement.kind == .import { return confirm(payment: nil, at: now, identifier: identifier) }
        let deadline = now + Self.timeToPay
        state = .payable
        payBy = deadline
        return strikeDeadlines([.answer])
            + [.becamePayable(due: total, payBy: deadline), .deadlineSet(.payment, due: deadline)]
    }

    private func check(_ reservation: Reservation) throws(OrderRefusal) {
        let lines = Dictionary(reservation.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for ordered in placement.lines {
            guard let reserved = lines[ordered.number], reserved.product == ordered.product,
                reserved.price.per.unit == ordered.quantity.unit,
                (0...Self.highestPrice).contains(reserved.price.fen),
                reserved.allocations.allSatisfy({ $0.isPlausible(in: ordered.quantity.unit) }),
                reserved.quantity == ordered.quantity, reserved.amount == reserved.price.amount(for: ordered.quantity)
            else { throw .reservationDiffers(line: ordered.number) }
        }
        guard reservation.lines.count == placement.lines.count else {
            let known = Set(placement.lines.map(\.number))
            throw .reservationDiffers(line: reservation.lines.map(\.number).first { !known.contains($0) } ?? 0)
        }
    }
}

extension Allocation {
    /// Whether it can be a part of a line in that unit.
    fileprivate func isPlausible(in unit: QuantityUnit) -> Bool {
        quantity.unit == unit && agreedPrice.per.unit == unit
            && (1...Order.mostOfOneLine).contains(quantity.amount)
            && (0...Order.highestPrice).contains(agreedPrice.fen)
            && (producer.members.isEmpty || producer.members.contains { $0.quantity.amount > 0 })
            && producer.members.allSatisfy { $0.quantity.amount >= 0 }
    }
}
