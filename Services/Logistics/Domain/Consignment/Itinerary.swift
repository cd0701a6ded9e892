public import Vocabulary

/// How a consignment is to go: from its origin over the county's hub, and the city's depot if there is one.
public struct Itinerary: Sendable, Equatable {
    /// The county's hub.
    public let hubID: UUIDv7
    /// The city's depot; nil if onward runs go to the destinations themselves.
    public let depotID: UUIDv7?
    /// Where it ends.
    public let destination: Destination
    /// Within which it must be collected to arrive in time.
    public let collect: TimeWindow

    /// Makes an itinerary.
    public init(hubID: UUIDv7, depotID: UUIDv7?, destination: Destination, collect: TimeWindow) {
        self.hubID = hubID
        self.depotID = depotID
        self.destination = destination
        self.collect = collect
    }
}
