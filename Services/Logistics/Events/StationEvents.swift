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
