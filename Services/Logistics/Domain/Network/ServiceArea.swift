public import Vocabulary

/// What is known of the network when goods are judged: sites, lanes and the fleet. Built once for a set of goods.
public struct ServiceArea: Sendable {
    private let sites: [UUIDv7: Site]
    private let lanes: [LaneEnds: [Lane]]
    private let compartments: [Compartment]

    private struct LaneEnds: Hashable {
        let hubID: UUIDv7
        let city: DivisionCode
    }

    /// Makes an area of what is known.
    public init(sites: [Site], lanes: [Lane], vehicles: [Vehicle]) {
        self.sites = Dictionary(sites.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.lanes = Dictionary(grouping: lanes) { LaneEnds(hubID: $0.hubID, city: $0.city) }
        compartments = vehicles.flatMap(\.compartments)
    }

    /// The site of an id.
    public func site(_ id: UUIDv7) -> Site? { sites[id] }

    /// The hub that stands for a site: its own, or the site itself if it sorts goods.
    public func hub(of site: Site) -> Site? {
        guard let hubID = site.profile.hubID else { return site.sortsGoods ? site : nil }
        return sites[hubID]
    }

    /// The lanes from a hub to a city that hold at an instant.
    public func lanes(from hubID: UUIDv7, to city: DivisionCode, at instant: Instant) -> [Lane] {
        lanes[LaneEnds(hubID: hubID, city: city), default: []].filter { instant <= $0.validTo }
    }

    /// Whether a vehicle has a compartment that keeps goods well.
    public func fleetKeeps(_ band: Band?) -> Bool {
        compartments.contains { $0.keeps(band) }
    }

    /// Whether one compartment can take goods, keeping them well.
    public func fleetHolds(_ load: Load, in band: Band?) -> Bool {
        compartments.contains { $0.keeps(band) && load.fits(in: $0.capacity) }
    }
}
