public import Eventing
internal import Vocabulary

/// An event that says of a station what ``StationNotice`` lists, and no more.
public protocol StationEvent: Event {
    /// What it says.
    var station: StationNotice { get }

    /// Makes the event.
    init(_ station: StationNotice)
}

extension StationEvent {
    /// Partners are told of hubs and depots, which serve a whole county or city, and not where they stand within the township.
    /// How many registered households deliver at a station is not known here, so that they are told of no other one.
    public static var partnerEdition: PartnerEdition? {
        PartnerEdition(
            to: .everyoneWhere("kind", isOneOf: ["hub", "depot"]),
            .told("station_id", "kind", "county", "township", "hub", "operator", "bands", "roles"),
            .withheld("village", "longitude", "latitude"), .within("name", .told("zh", "en")),
            .within("hours", .told("weekday", "from", "to")))
    }

    /// The station.
    public var subject: String { station.stationID.description }

    /// The notice's fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        self.init(try StationNotice(&fields, event?.station))
    }
}

/// `station.opened`: a station, hub or depot joins the network.
public struct StationOpened: StationEvent {
    /// `throughtrain.logistics.station.opened.v1`.
    public static let type = EventType("logistics", "station", "opened")
    /// What it says.
    public var station: StationNotice
    /// Makes the event.
    public init(_ station: StationNotice) { self.station = station }
}

/// `station.changed`: it is described anew.
public struct StationChanged: StationEvent {
    /// `throughtrain.logistics.station.changed.v1`.
    public static let type = EventType("logistics", "station", "changed")
    /// What it says.
    public var station: StationNotice
    /// Makes the event.
    public init(_ station: StationNotice) { self.station = station }
}

/// `station.closed`: it takes no more goods.
public struct StationClosed: StationEvent {
    /// `throughtrain.logistics.station.closed.v1`.
    public static let type = EventType("logistics", "station", "closed")
    /// What it says.
    public var station: StationNotice
    /// Makes the event.
    public init(_ station: StationNotice) { self.station = station }
}
