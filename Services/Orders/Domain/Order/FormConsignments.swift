import Vocabulary

extension Reservation {
    /// How long after the reservation goods can be collected.
    static let timeToReady = Span.hours(1)
    /// How long goods may travel that keep for long.
    static let longestTransit = Span.hours(72)

    /// Puts together what starts from one station in one temperature band: all of it goes to the order's destination.
    ///
    /// Goods must arrive within 72 hours, or half the time that the shortest-lived of them still keeps; those that
    /// keep too short for the 72 hours are carried first.
    /// - Parameter identifier: gives an id for each consignment, in the order in which their first parts appear.
    func formConsignments(identifier: () -> UUIDv7) -> [Consignment] {
        var order: [Shipment] = []
        var groups: [Shipment: [Allocation]] = [:]
        for allocation in lines.flatMap(\.allocations) {
            let shipment = Shipment(station: allocation.station, band: allocation.band)
            if groups[shipment] == nil { order.append(shipment) }
            groups[shipment, default: []].append(allocation)
        }
        let readyFrom = reservedAt + Self.timeToReady
        return order.map { shipment in
            let goods = groups[shipment, default: []]
            let transit = goods.reduce(Self.longestTransit) { min($0, $1.halfShelfLife(from: readyFrom)) }
            return Consignment(
                id: identifier(), station: shipment.station, band: shipment.band, readyFrom: readyFrom,
                deliverBy: readyFrom + transit, priority: transit < Self.longestTransit ? 1 : 0,
                allocations: goods.map(\.id))
        }
    }
}

private struct Shipment: Hashable {
    let station: UUIDv7
    let band: Band?
}

extension Allocation {
    /// Half the time from an instant to the end of the last day that it may be sold on.
    fileprivate func halfShelfLife(from instant: Instant) -> Span {
        let left = expiresOn.end - instant
        return .milliseconds(max(0, left.milliseconds / 2))
    }
}
