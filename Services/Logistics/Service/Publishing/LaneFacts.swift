internal import Eventing
internal import LogisticsDomain
internal import LogisticsEvents

extension LaneUpdated {
    /// What a lane promises now, as it is told and shown.
    init(_ lane: Lane) throws(EventFault) {
        self.init(
            laneID: lane.id, origin: lane.origin, hub: lane.hubID, city: lane.city, band: lane.band,
            transit: Transit(medianMinutes: lane.transit.median, ninetiethMinutes: lane.transit.ninetieth),
            cost: lane.fenPerKilogram, cutOff: lane.cutOff, validTo: lane.validTo, basis: try Basis(sameAs: lane.basis))
    }
}
