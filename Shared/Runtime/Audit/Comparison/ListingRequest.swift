public import Delivery
public import Eventing
public import Vocabulary

/// A listing that would tell by which events two services differ.
public struct ListingRequest: Record, Hashable, CustomStringConvertible {
    /// Whose audit is to list.
    public var service: String
    /// Whether its log or its inbox.
    public var side: StreamSide
    /// The CloudEvents source.
    public var source: String
    /// The start of the hour.
    public var hour: Instant

    init(_ service: String, _ side: StreamSide, of source: String, hour: Instant) {
        self.service = service
        self.side = side
        self.source = source
        self.hour = hour
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: ListingRequest?) throws(EventFault) {
        service = try fields.field("service", request?.service)
        side = try fields.field("side", request?.side)
        source = try fields.field("source", request?.source)
        hour = try fields.field("hour", request?.hour)
    }

    /// The command that makes it.
    public var description: String {
        "\(service) audit --list \(side.rawValue) --source \(source) --bucket \(hour)"
    }
}
