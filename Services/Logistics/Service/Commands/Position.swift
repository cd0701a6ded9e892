public import Eventing
internal import LogisticsDomain
internal import Runtime
internal import Vocabulary

/// A point on the map, WGS-84.
public struct Position: Record {
    /// Degrees east x 10^7.
    public var longitude: Int32
    /// Degrees north x 10^7.
    public var latitude: Int32

    /// Makes a position from degrees x 10^7.
    public init(longitude: Int32, latitude: Int32) {
        self.longitude = longitude
        self.latitude = latitude
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ position: Self?) throws(EventFault) {
        longitude = try fields.field("longitude", position?.longitude)
        latitude = try fields.field("latitude", position?.latitude)
    }

    func coordinate() throws(Problem) -> Coordinate {
        try Bounds.point(longitude: longitude, latitude: latitude)
    }
}
