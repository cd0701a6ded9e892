internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

extension OrdersService {
    /// `consignment.collected`: prices follow the final quantity.
    func on(
        _ events: [Received<ConsignmentCollected>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try HandoverStore(transaction: transaction).note(events.map(\.body))
        return try await decide(
            .recordCollection, on: events, about: \.orderID, at: \.collectedAt, in: transaction
        ) { (order, collected, at) throws(OrderRefusal) in
            try order.recordCollection(
                of: collected.items.map(CollectedItem.init), from: collected.consignmentID, at: at)
        }
    }

    /// `consignment.delivered`: what the buyer accepted is settled, what the buyer refused is refunded.
    func on(
        _ events: [Received<ConsignmentDelivered>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try HandoverStore(transaction: transaction).note(events.map(\.body))
        return try await decide(
            .recordDelivery, on: events, about: \.orderID, at: \.deliveredAt, in: transaction
        ) { [terms] (order, delivered, at) throws(OrderRefusal) in
            try order.recordDelivery(
                of: delivered.items.map(DeliveredItem.init), from: delivered.consignmentID, at: at,
                settlement: .make(), terms: terms)
        }
    }

    /// `consignment.failed`: a final failure refunds the buyer, and has who held the goods pay for them.
    func on(
        _ events: [Received<ConsignmentFailed>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await decide(.recordFailure, on: events, about: \.orderID, at: \.at, in: transaction) {
            [terms] (order, failed, at) throws(OrderRefusal) in
            try order.recordFailure(ConsignmentFailure(failed), at: at, settlement: .make(), terms: terms)
        }
    }

    /// `consignment.withdrawn`: what logistics could hold back is refunded.
    func on(
        _ events: [Received<ConsignmentWithdrawn>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await decide(.recordWithdrawal, on: events, about: \.orderID, at: \.at, in: transaction) {
            (order, withdrawn, at) throws(OrderRefusal) in
            try order.recordWithdrawal(
                of: withdrawn.items.map(AllocatedQuantity.init), from: withdrawn.consignmentID, at: at)
        }
    }

    /// `consignment.refused`: what logistics cannot carry is refunded.
    func on(
        _ events: [Received<ConsignmentRefused>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await decide(.recordRefusal, on: events, about: \.orderID, in: transaction) {
            (order, refused, now) throws(OrderRefusal) in
            try order.recordRefusal(
                of: refused.items.map(AllocatedQuantity.init), from: refused.consignmentID, at: now)
        }
    }
}

// MARK: - Translation

extension CollectedItem {
    fileprivate init(_ item: ConsignmentCollected.Item) {
        self.init(allocation: item.allocationID, ordered: item.ordered, collected: item.collected)
    }
}

extension DeliveredItem {
    fileprivate init(_ item: ConsignmentDelivered.Item) {
        self.init(allocation: item.allocationID, delivered: item.delivered, refused: item.refused)
    }
}

extension AllocatedQuantity {
    fileprivate init(_ part: ConsignmentPart) {
        self.init(allocation: part.allocationID, quantity: part.quantity)
    }
}

extension ConsignmentFailure {
    fileprivate init(_ event: ConsignmentFailed) {
        self.init(
            consignment: event.consignmentID, isFinal: event.isFinal, custody: Custody(event.custody),
            items: event.items.map { AllocatedQuantity(allocation: $0.allocationID, quantity: $0.quantity) })
    }
}

extension Custody {
    fileprivate init(_ custody: ConsignmentFailed.Custody) {
        self =
            switch custody {
            case .producer: .producer
            case .station: .station
            case .carrier: .carrier
            case .none: .none
            }
    }
}
