public import Vocabulary

extension Lane {
    /// UPDATE on plan: what carriage from a hub to a city takes and costs, before runs have shown it.
    ///
    /// The median is the collection round, sorting at the hub and the road to the city; one way in ten takes longer, so
    /// the ninetieth percentile allows a quarter more.
    /// - Parameters:
    ///   - centre: a point that stands for the city.
    ///   - collection: how long a collection round takes, in minutes.
    ///   - sorting: how long goods stay at the hub, in minutes.
    public static func planned(
        id: UUIDv7, from hub: Site, to city: DivisionCode, at centre: Coordinate, over depotID: UUIDv7?, band: Band?,
        collection: Int64, sorting: Int64, fenPerKilogram: Fen, cutOff: Instant, validTo: Instant, by travel: TravelTime
    ) throws(LaneRefusal) -> Lane {
        guard hub.sortsGoods else { throw .hubExpected(hub.id) }
        guard city.level == .county else { throw .cityExpected(city) }
        guard hub.keeps(band) else { throw .hubKeepsNoSuchBand(hub.id) }
        guard cutOff < validTo else { throw .endsBeforeCutOff }
        let median = collection + sorting + travel.minutes(from: hub.profile.coordinate, to: centre)
        return Lane(
            id: id, origin: hub.profile.county, hubID: hub.id, depotID: depotID, city: city, band: band,
            transit: Transit(median: median, ninetieth: (median * 5 + 3) / 4), fenPerKilogram: fenPerKilogram,
            cutOff: cutOff, validTo: validTo, basis: .planned)
    }
}

/// Why a lane is refused.
public enum LaneRefusal: Error, Sendable, Equatable {
    /// The lane would begin at a site that is no open hub.
    case hubExpected(UUIDv7)
    /// The city's code has not 6 digits.
    case cityExpected(DivisionCode)
    /// The hub has no store for that band.
    case hubKeepsNoSuchBand(UUIDv7)
    /// The promise would end before its cut-off.
    case endsBeforeCutOff
}

extension LaneRefusal: CustomStringConvertible {
    /// The rule's name for machines.
    public var code: String {
        switch self {
        case .hubExpected: "hub-expected"
        case .cityExpected: "city-expected"
        case .hubKeepsNoSuchBand: "hub-keeps-no-such-band"
        case .endsBeforeCutOff: "ends-before-cut-off"
        }
    }

    /// A sentence that says what to do.
    public var description: String {
        switch self {
        case .hubExpected(let id): "Site \(id) is no open hub; let the lane begin at one."
        case .cityExpected(let code): "\(code) is no city or county; give a code of 6 digits."
        case .hubKeepsNoSuchBand(let id): "Hub \(id) has no store that keeps this band; add one or drop the band."
        case .endsBeforeCutOff: "The lane ends before its cut-off; give a later end."
        }
    }
}
