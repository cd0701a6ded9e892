internal import Eventing
internal import OrdersDomain
internal import OrdersEvents
internal import Vocabulary

// What the others are told of an order.

extension Order {
    /// `order.placed`
    func placed() throws(EventFault) -> OrderPlaced {
        OrderPlaced(
            orderID: id, kind: try .init(sameAs: placement.kind), direction: try .init(sameAs: placement.direction),
            channel: try .init(sameAs: placement.channel), subPlatform: placement.subPlatform,
            partner: placement.partner?.partner, partnerOrderRef: placement.partner?.reference, buyer: placement.buyer,
            session: placement.session, placedAt: placement.placedAt, destination: try publicDestination(),
            paid: placement.kind == .import, lines: placement.lines.map(\.public))
    }

    /// `order.confirmed`
    func confirmed(_ confirmation: Confirmation) throws(EventFault) -> OrderConfirmed {
        let destination = try publicDestination()
        let parts = Dictionary(allocations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var products: [UUIDv7: UUIDv7] = [:]
        for line in reservation?.lines ?? [] {
            for allocation in line.allocations { products[allocation.id] = line.product }
        }
        return OrderConfirmed(
            orderID: id, kind: try .init(sameAs: placement.kind), direction: try .init(sameAs: placement.direction),
            partner: placement.partner?.partner, confirmedAt: confirmation.confirmedAt, totalFen: total,
            paidFen: confirmation.paid,
            lines: (reservation?.lines ?? []).map(\.public),
            benefits: confirmation.benefits.map { benefit in
                OrderConfirmed.Benefit(
                    allocationID: benefit.allocation, token: benefit.determination.token,
                    benefit: benefit.determination.isBeneficiary, evidenceID: benefit.determination.evidence)
            },
            consignments: confirmation.consignments.map { consignment in
                OrderConfirmed.Consignment(
                    consignmentID: consignment.id, origin: consignment.station, destination: destination,
                    band: consignment.band, readyFrom: consignment.readyFrom, deliverBy: consignment.deliverBy,
                    priority: consignment.priority,
                    items: consignment.allocations.compactMap { id in
                        guard let allocation = parts[id], let product = products[id] else { return nil }
                        return allocation.carried(as: product)
                    })
            })
    }

    /// `order.withdrawal-requested`
    func withdrawalRequested(
        _ cause: WithdrawalCause, _ items: [WithdrawalItem]
    ) throws(EventFault) -> OrderWithdrawalRequested {
        OrderWithdrawalRequested(
            orderID: id, cause: try .init(sameAs: cause),
            items: items.map {
                OrderWithdrawalRequested.Item(
                    consignmentID: $0.consignment, allocationID: $0.allocation, quantity: $0.quantity)
            })
    }

    /// `order.reduced`
    func reduced(_ reduction: Reduction) throws(EventFault) -> OrderReduced {
        OrderReduced(
            orderID: id, cause: try .init(sameAs: reduction.cause), items: reduction.items.map(\.public),
            refundFen: reduction.refund)
    }

    /// `order.cancelled`
    func cancelled(_ cancellation: Cancellation) throws(EventFault) -> OrderCancelled {
        OrderCancelled(
            orderID: id, kind: try .init(sameAs: placement.kind), reason: try .init(sameAs: cancellation.reason),
            cancelledAt: cancellation.cancelledAt, refundFen: cancellation.refund)
    }

    /// `order.completed`
    func completed(_ completion: Completion) throws(EventFault) -> OrderCompleted {
        OrderCompleted(
            orderID: id, kind: try .init(sameAs: placement.kind), completedAt: completion.completedAt,
            grossFen: completion.gross, refundedFen: completion.refunded, toRegisteredFen: completion.toRegistered,
            lines: completion.lines.map {
                OrderCompleted.Line(
                    line: $0.number, productID: $0.product, delivered: $0.delivered, amountFen: $0.amount)
            })
    }

    private func publicDestination() throws(EventFault) -> OrderPlaced.Destination {
        OrderPlaced.Destination(
            kind: try .init(sameAs: placement.destination.kind), destinationID: placement.destination.place,
            city: placement.destination.city)
    }
}

extension OrderLine {
    fileprivate var `public`: OrderPlaced.Line {
        let chosen = options.sorted { $0.key < $1.key }.map { OrderPlaced.Line.Option(key: $0.key, value: $0.value) }
        return OrderPlaced.Line(
            line: number, listingID: listing, productID: product, quantity: quantity, expectedPrice: expectedPrice,
            offerID: offer, options: chosen.isEmpty ? nil : chosen)
    }
}

extension ReservedLine {
    fileprivate var `public`: OrderConfirmed.Line {
        OrderConfirmed.Line(
            line: number, productID: product, listingID: listing, offerID: offer, quantity: quantity, price: price,
            amountFen: amount)
    }
}

extension Allocation {
    fileprivate func carried(as product: UUIDv7) -> OrderConfirmed.Consignment.Item {
        OrderConfirmed.Consignment.Item(
            allocationID: id, lotID: lot, productID: product, goodsClass: goodsClass, quantity: quantity,
            grossG: grossGrams, volumeMl: volumeMillilitres, pieces: pieces)
    }
}

extension AffectedItem {
    /// The part of an order that it is.
    var `public`: OrderPart {
        OrderPart(line: line, allocationID: allocation, lotID: lot, quantity: quantity)
    }
}
