public import Vocabulary

extension Consignment {
    /// ∅ → accepted, or refused with the reason: order.confirmed asks for carriage.
    /// - Parameters:
    ///   - items: the goods.
    ///   - address: where a buyer's door is; nil if it is not known, or if the destination is a site.
    ///   - area: the network as it is known.
    public static func accept(
        _ request: ConsignmentRequest, items: [ConsignmentItem], to address: Destination?, in area: ServiceArea,
        at now: Instant
    ) -> (Consignment, [ConsignmentFact]) {
        func consignment(_ itinerary: Itinerary?, _ state: ConsignmentState) -> Consignment {
            Consignment(
                request: request, itinerary: itinerary, state: state, items: items, siteID: request.originID)
        }
        do throws(CarriageRefused) {
            let load = items.reduce(Load.none) { $0 + $1.orderedLoad }
            let itinerary = try itinerary(for: request, load: load, to: address, in: area, at: now)
            return (consignment(itinerary, .accepted), [.accepted(at: now)])
        } catch {
            return (consignment(nil, .refused), [.refused(error.reason)])
        }
    }

    private static func itinerary(
        for request: ConsignmentRequest, load: Load, to address: Destination?, in area: ServiceArea, at now: Instant
    ) throws(CarriageRefused) -> Itinerary {
        guard let destination = destination(of: request, address, in: area)
        else { throw CarriageRefused(.unknownDestination) }
        guard let origin = area.site(request.originID), origin.state == .open, let hub = area.hub(of: origin)
        else { throw CarriageRefused(.noLane) }
        let lanes = area.lanes(from: hub.id, to: request.city, at: max(now, request.readyFrom))
        guard !lanes.isEmpty else { throw CarriageRefused(.noLane) }
        let keeping = lanes.filter { $0.keeps(request.band) }
        guard let lane = keeping.min(by: { $0.transit.ninetieth < $1.transit.ninetieth }),
            origin.keeps(request.band), hub.keeps(request.band), area.fleetKeeps(request.band)
        else { throw CarriageRefused(.noBand) }
        guard area.fleetHolds(load, in: request.band) else { throw CarriageRefused(.tooLarge) }
        let earliest = max(now, request.readyFrom)
        let latest = request.deliverBy - .minutes(lane.transit.ninetieth)
        guard earliest <= latest else { throw CarriageRefused(.tooLate) }
        return Itinerary(
            hubID: hub.id, depotID: lane.depotID, destination: destination,
            collect: TimeWindow(from: request.readyFrom, to: latest))
    }

    private static func destination(
        of request: ConsignmentRequest, _ address: Destination?, in area: ServiceArea
    ) -> Destination? {
        switch request.destinationKind {
        case .address:
            guard let address, address.id == request.destinationID, address.city == request.city else { return nil }
            return address
        case .station, .depot:
            guard let site = area.site(request.destinationID), site.state == .open else { return nil }
            guard request.destinationKind == .depot ? site.sortsGoods : site.serves(as: .pickUp) else { return nil }
            return Destination(
                id: site.id, kind: request.destinationKind, city: request.city, coordinate: site.profile.coordinate)
        }
    }
}

/// A refusal on its way out of the rule; it ends as a fact, since a refused consignment is one too.
private struct CarriageRefused: Error {
    let reason: CarriageRefusal

    init(_ reason: CarriageRefusal) {
        self.reason = reason
    }
}
