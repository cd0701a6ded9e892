public import Vocabulary

/// A place of ours where goods are handed over, kept or sorted.
public struct Site: Sendable, Equatable, Identifiable {
    /// Its id.
    public let id: UUIDv7
    /// Whether it takes goods still.
    public internal(set) var state: SiteState
    /// What it is and offers.
    public internal(set) var profile: SiteProfile

    /// A site as stored.
    public init(id: UUIDv7, state: SiteState, profile: SiteProfile) {
        self.id = id
        self.state = state
        self.profile = profile
    }

    /// Whether goods can be kept at this site in their band.
    /// - Parameter band: what the goods ask for; nil for goods that bear any temperature.
    public func keeps(_ band: Band?) -> Bool {
        guard let band else { return true }
        return profile.bands.contains { band.isKept(in: $0) }
    }

    /// Whether the site is open and has a role.
    public func serves(as role: SiteRole) -> Bool {
        state == .open && profile.roles.contains(role)
    }

    /// Whether an open site sorts goods on their way: a county hub or a city depot.
    public var sortsGoods: Bool {
        state == .open && (profile.kind == .hub || profile.kind == .depot)
    }
}

/// Whether a site takes goods.
public enum SiteState: String, Sendable, CaseIterable {
    /// It takes and hands out goods in its hours.
    case open
    /// It takes none any more. Final.
    case closed
}

/// What a site is for, by its place in the network.
public enum SiteKind: String, Sendable, CaseIterable {
    /// A village's service station: the first mile up, the last mile down.
    case station
    /// A help store, which serves as a station beside its trade.
    case helpStore = "help-store"
    /// A training shop, which sells goods that come down.
    case trainingShop = "training-shop"
    /// A county's hub, where collection runs end and onward runs begin.
    case hub
    /// A city's depot, where goods from the counties arrive.
    case depot
}

/// What a site does for people.
public enum SiteRole: String, Sendable, CaseIterable {
    /// Takes goods from producers.
    case collection
    /// Hands parcels to buyers by code.
    case pickUp = "pick-up"
    /// Trains.
    case training
    /// Takes goods back.
    case returns
}

/// What a site is and offers.
public struct SiteProfile: Sendable, Equatable {
    /// Its place in the network.
    public var kind: SiteKind
    /// What it is called.
    public var name: SiteName
    /// The township that it stands in.
    public var township: DivisionCode
    /// The village that it stands in, if in one.
    public var village: DivisionCode?
    /// Where it stands.
    public var coordinate: Coordinate
    /// What it does for people.
    public var roles: Set<SiteRole>
    /// The hub that collects from it; nil for hubs and depots.
    public var hubID: UUIDv7?
    /// Who runs it.
    public var operatorID: UUIDv7
    /// The temperatures that its stores are held at.
    public var bands: [Band]
    /// When it is open.
    public var hours: OpeningHours

    /// Makes a profile.
    public init(
        kind: SiteKind, name: SiteName, township: DivisionCode, village: DivisionCode?, coordinate: Coordinate,
        roles: Set<SiteRole>, hubID: UUIDv7?, operatorID: UUIDv7, bands: [Band], hours: OpeningHours
    ) {
        self.kind = kind
        self.name = name
        self.township = township
        self.village = village
        self.coordinate = coordinate
        self.roles = roles
        self.hubID = hubID
        self.operatorID = operatorID
        self.bands = bands
        self.hours = hours
    }

    /// The county that it stands in.
    public var county: DivisionCode { township.county }
}

/// What a site is called in both languages.
public struct SiteName: Sendable, Equatable {
    /// In Chinese.
    public var chinese: String
    /// In English.
    public var english: String

    /// Makes a name.
    public init(chinese: String, english: String) {
        self.chinese = chinese
        self.english = english
    }
}
