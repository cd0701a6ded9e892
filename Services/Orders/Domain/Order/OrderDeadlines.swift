public import Vocabulary

extension Order {
    /// How long a buyer has to pay, from the moment that the order is payable.
    public static let timeToPay = Span.minutes(15)

    /// CLOCK, 2 minutes without an answer: shows the order to the operator, and goes on waiting.
    /// - Parameter now: the time that the clock states.
    public mutating func listAsUnanswered(at now: Instant) throws(OrderRefusal) -> [OrderFact] {
        try admit(.listAsUnanswered)
        guard let due = answerDueAt else { throw .alreadyListed }
        guard now >= due else { throw .tooEarly(due: due) }
        return [.listedAsUnanswered(undetermined: undetermined)] + strikeDeadlines([.answer])
    }

    /// CLOCK `pay_by`: ends an order that nobody paid.
    /// - Parameter now: the time that the clock states.
    public mutating func endUnpaid(at now: Instant) throws(OrderRefusal) -> [OrderFact] {
        try admit(.endUnpaid)
        if let due = payBy, now < due { throw .tooEarly(due: due) }
        return cancel(because: .unpaid, at: now)
    }

    /// Voids those of the given clocks that run.
    mutating func strikeDeadlines(_ deadlines: [OrderDeadline] = OrderDeadline.allCases) -> [OrderFact] {
        var struck: [OrderFact] = []
        for deadline in deadlines {
            let clock: WritableKeyPath<Order, Instant?> =
                switch deadline {
                case .answer: \.answerDueAt
                case .payment: \.payBy
                }
            guard self[keyPath: clock] != nil else { continue }
            self[keyPath: clock] = nil
            struck.append(.deadlineStruck(deadline))
        }
        return struck
    }
}
