internal import Delivery
internal import LivestreamDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `order.placed`: each line is credited to its slot's episode, else to the last that the buyer's session watched.
    func on(_ events: [Received<OrderPlaced>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        let placed = events.map(\.body)
        let slots = try await OfferSlotStore(transaction: transaction)
            .episodes(of: Array(Set(placed.flatMap { $0.lines.compactMap(\.offerID) })))
        let views = try await views(before: placed, in: transaction)
        var desk = try await OrderDesk(locking: placed.map(\.orderID), in: transaction)
        for event in events {
            let viewsOfSession = event.body.session.flatMap { views[$0] } ?? []
            try desk.learn(of: event.body.orderID, Act(hearing: event.envelope, at: now)) { order in
                order.record(OrderPlacement(event.body), slots: slots, views: viewsOfSession, nextID: { .make() })
            }
        }
        return try await desk.save()
    }

    /// What the buyers' sessions watched, by session, as far back as it may matter.
    private func views(
        before placed: [OrderPlaced], in transaction: PostgresTransaction
    ) async throws -> [Token: [EpisodeView]] {
        let sessions = Set(placed.compactMap(\.session))
        guard !sessions.isEmpty, let first = placed.map(\.placedAt).min() else { return [:] }
        let views = try await EpisodeViewStore(transaction: transaction)
            .views(of: Array(sessions), seenSince: first - EpisodeView.memory)
        return Dictionary(grouping: views, by: \.session)
    }
}

extension OrderPlacement {
    fileprivate init(_ placed: OrderPlaced) {
        self.init(
            placedAt: placed.placedAt, session: placed.session,
            lines: placed.lines.map { Line(line: $0.line, listingID: $0.listingID, offerID: $0.offerID) })
    }
}
