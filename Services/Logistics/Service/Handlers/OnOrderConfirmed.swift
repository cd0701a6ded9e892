internal import Delivery
internal import Eventing
internal import LogisticsDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LogisticsService {
    /// `order.confirmed`: its consignments are taken on, or refused with the reason. The network is read once for all.
    func on(_ events: [Received<OrderConfirmed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try await PartnerRegister(in: transaction).note(
            events.compactMap { event in event.body.partner.map { (event.body.orderID, $0) } })
        let now = workbench.clock.now()
        var asked: [(act: Act, request: ConsignmentRequest, items: [ConsignmentItem])] = []
        for event in events {
            let act = Act(hearing: event.envelope, at: now)
            for consignment in event.body.consignments {
                let request = try ConsignmentRequest(consignment, of: event.body)
                asked.append((act, request, consignment.items.map(ConsignmentItem.init)))
            }
        }
        guard !asked.isEmpty else { return [] }
        let requests = asked.map(\.request)
        let area = try await ServiceArea.read(for: requests, at: now, in: transaction)
        let doors = Set(requests.filter { $0.destinationKind == .address }.map(\.destinationID)).sorted()
        let addresses = try await DestinationStore(transaction: transaction).load(doors)
        var desk = try await ConsignmentDesk(locking: [], in: transaction)
        for (act, request, items) in asked {
            try desk.accept(request, items, to: addresses[request.destinationID], in: area, act)
        }
        return try desk.save()
    }
}

// MARK: - Translation

extension ConsignmentRequest {
    fileprivate init(_ consignment: OrderConfirmed.Consignment, of order: OrderConfirmed) throws(EventFault) {
        guard let destinationID = consignment.destination.destinationID else {
            throw .missing("consignments.destination.destination_id")
        }
        self.init(
            id: consignment.consignmentID, orderID: order.orderID, direction: try Direction(sameAs: order.direction),
            originID: consignment.origin, destinationID: destinationID,
            destinationKind: try DestinationKind(sameAs: consignment.destination.kind),
            city: consignment.destination.city, band: consignment.band, readyFrom: consignment.readyFrom,
            deliverBy: consignment.deliverBy, priority: consignment.priority)
    }
}

extension ConsignmentItem {
    fileprivate init(_ item: OrderConfirmed.Consignment.Item) {
        self.init(
            allocationID: item.allocationID, lotID: item.lotID, productID: item.productID, goodsClass: item.goodsClass,
            ordered: item.quantity, pieces: item.pieces,
            orderedLoad: Load(grams: item.grossG, millilitres: item.volumeMl))
    }
}
