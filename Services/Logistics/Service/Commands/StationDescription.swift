public import Eventing
internal import LogisticsDomain
public import LogisticsEvents
internal import Runtime
public import Vocabulary

/// What a station, hub or depot is to be.
public struct StationDescription: Record {
    /// Its place in the network.
    public var kind: StationNotice.Kind
    /// What it is called.
    public var name: StationNotice.Name
    /// Its township.
    public var township: DivisionCode
    /// Its village, if it stands in one.
    public var village: DivisionCode?
    /// Degrees east x 10^7, WGS-84.
    public var longitude: Int32
    /// Degrees north x 10^7, WGS-84.
    public var latitude: Int32
    /// What it does for people.
    public var roles: [StationNotice.Role]
    /// The hub that collects from it; absent for hubs and depots.
    public var hub: UUIDv7?
    /// Who runs it.
    public var operatorID: UUIDv7
    /// The temperatures that its stores are held at.
    public var bands: [Band]
    /// When it is open.
    public var hours: [StationNotice.OpeningPeriod]

    /// Describes a station.
    public init(
        kind: StationNotice.Kind, name: StationNotice.Name, township: DivisionCode, village: DivisionCode? = nil,
        longitude: Int32, latitude: Int32, roles: [StationNotice.Role], hub: UUIDv7? = nil, operatorID: UUIDv7,
        bands: [Band], hours: [StationNotice.OpeningPeriod]
    ) {
        self.kind = kind
        self.name = name
        self.township = township
        self.village = village
        self.longitude = longitude
        self.latitude = latitude
        self.roles = roles
        self.hub = hub
        self.operatorID = operatorID
        self.bands = bands
        self.hours = hours
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ description: Self?) throws(EventFault) {
        kind = try fields.field("kind", description?.kind)
        name = try fields.field("name", description?.name)
        township = try fields.field("township", description?.township)
        village = try fields.optional("village", description?.village)
        longitude = try fields.field("longitude", description?.longitude)
        latitude = try fields.field("latitude", description?.latitude)
        roles = try fields.field("roles", description?.roles)
        hub = try fields.optional("hub", description?.hub)
        operatorID = try fields.field("operator", description?.operatorID)
        bands = try fields.field("bands", description?.bands)
        hours = try fields.field("hours", description?.hours)
    }
}

extension StationDescription {
    /// The profile that it describes.
    /// - Parameter hubs: the sites that it may name as its hub.
    func profile(hubs: [UUIDv7: Site]) throws -> SiteProfile {
        try Bounds.check(name.chinese, field: "name.zh")
        try Bounds.check(name.english, field: "name.en")
        for band in bands { try Bounds.check(band, field: "bands") }
        if let hub {
            guard let site = hubs[hub], site.state == .open, site.profile.kind == .hub else {
                throw Problem(422, "hub-expected", "\(hub) is no open hub; open the county's hub first", field: "hub")
            }
        }
        return SiteProfile(
            kind: try SiteKind(sameAs: kind), name: SiteName(chinese: name.chinese, english: name.english),
            township: township, village: village,
            coordinate: try Bounds.point(longitude: longitude, latitude: latitude),
            roles: Set(try roles.map { try SiteRole(sameAs: $0) }), hubID: hub, operatorID: operatorID, bands: bands,
            hours: OpeningHours(hours.map { OpeningPeriod(weekday: $0.weekday, from: $0.from, to: $0.to) }))
    }
}
