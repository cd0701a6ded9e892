public import Eventing
public import Vocabulary

/// What every event of a station says.
public struct StationNotice: Record {
    /// Its place in the network.
    public enum Kind: String, CodeFieldValue {
        /// A village's service station.
        case station
        /// A help store, which serves as a station beside its trade.
        case helpStore = "help-store"
        /// A training shop, which sells goods that come down.
        case trainingShop = "training-shop"
        /// A county's hub.
        case hub
        /// A city's depot.
        case depot
    }

    /// What it does for people.
    public enum Role: String, CodeFieldValue {
        /// Takes goods from producers.
        case collection
        /// Hands parcels to buyers by code.
        case pickUp = "pick-up"
        /// Trains.
        case training
        /// Takes goods back.
        case returns
    }

    /// What it is called.
    public struct Name: Record {
        /// In Chinese.
        public var chinese: String
        /// In English.
        public var english: String

        /// Makes a name.
        public init(chinese: String, english: String) {
            self.chinese = chinese
            self.english = english
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ name: Self?) throws(EventFault) {
            chinese = try fields.field("zh", name?.chinese, like: "边阳村服务站")
            english = try fields.field("en", name?.english, like: "Bianyang village service station")
        }
    }

    /// A period of the week in which it is open, in Asia/Shanghai.
    public struct OpeningPeriod: Record {
        /// 1 for Monday to 7 for Sunday.
        public var weekday: Int32
        /// The minute of the day that it begins with.
        public var from: Int64
        /// The minute of the day that it ends with; 1440 is midnight.
        public var to: Int64

        /// Makes a period.
        public init(weekday: Int32, from: Int64, to: Int64) {
            self.weekday = weekday
            self.from = from
            self.to = to
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ openingPeriod: Self?) throws(EventFault) {
            weekday = try fields.field("weekday", openingPeriod?.weekday)
            from = try fields.field("from", openingPeriod?.from, like: 480)
            to = try fields.field("to", openingPeriod?.to, like: 1080)
        }
    }

    /// The station.
    public var stationID: UUIDv7
    /// Its place in the network.
    public var kind: Kind
    /// What it is called.
    public var name: Name
    /// Its county.
    public var county: DivisionCode
    /// Its township.
    public var township: DivisionCode
    /// Its village, if it stands in one.
    public var village: DivisionCode?
    /// Degrees east x 10^7, WGS-84.
    public var longitude: Int32
    /// Degrees north x 10^7, WGS-84.
    public var latitude: Int32
    /// What it does for people.
    public var roles: [Role]
    /// The hub that collects from it; absent for hubs and depots.
    public var hub: UUIDv7?
    /// Who runs it.
    public var operatorID: UUIDv7
    /// The temperatures that its stores are held at.
    public var bands: [Band]
    /// When it is open.
    public var hours: [OpeningPeriod]

    /// Makes a notice.
    public init(
        stationID: UUIDv7, kind: Kind, name: Name, county: DivisionCode, township: DivisionCode,
        village: DivisionCode? = nil, longitude: Int32, latitude: Int32, roles: [Role], hub: UUIDv7? = nil,
        operatorID: UUIDv7, bands: [Band], hours: [OpeningPeriod]
    ) {
        self.stationID = stationID
        self.kind = kind
        self.name = name
        self.county = county
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
    public init(_ fields: inout some FieldCoder, _ stationNotice: Self?) throws(EventFault) {
        stationID = try fields.field("station_id", stationNotice?.stationID)
        kind = try fields.field("kind", stationNotice?.kind)
        name = try fields.field("name", stationNotice?.name)
        county = try fields.field("county", stationNotice?.county)
        township = try fields.field("township", stationNotice?.township, like: DivisionCode("522728101"))
        village = try fields.optional("village", stationNotice?.village, like: DivisionCode("522728101203"))
        longitude = try fields.field("longitude", stationNotice?.longitude, like: 1_067_514_000)
        latitude = try fields.field("latitude", stationNotice?.latitude, like: 254_262_000)
        roles = try fields.field("roles", stationNotice?.roles)
        hub = try fields.optional("hub", stationNotice?.hub)
        operatorID = try fields.field("operator", stationNotice?.operatorID)
        bands = try fields.field("bands", stationNotice?.bands)
        hours = try fields.field("hours", stationNotice?.hours)
    }
}
