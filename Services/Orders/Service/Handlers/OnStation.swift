internal import Delivery
internal import LogisticsEvents
internal import Postgres

extension OrdersService {
    /// `station.opened` and `station.changed`: goods can be sent there.
    func onStation<Body: StationEvent>(
        _ events: [Received<Body>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try MarketStore(transaction: transaction).save(events.map { KnownStation($0.body.station, isOpen: true) })
        return []
    }

    /// `station.closed`: nothing new can be sent there.
    func on(_ events: [Received<StationClosed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try MarketStore(transaction: transaction).save(events.map { KnownStation($0.body.station, isOpen: false) })
        return []
    }
}

extension KnownStation {
    fileprivate init(_ notice: StationNotice, isOpen: Bool) {
        self.init(id: notice.stationID, kind: notice.kind.rawValue, county: notice.county, isOpen: isOpen)
    }
}
