public import Eventing

/// How full a vehicle is when it is fullest, each way by itself: by weight or by room, whichever is more, in
/// thousandths of what it may carry.
public struct LoadPermille: Record {
    /// With goods that go up.
    public var up: Int64
    /// With goods that go down.
    public var down: Int64

    /// Makes a load factor.
    public init(up: Int64, down: Int64) {
        self.up = up
        self.down = down
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ loadPermille: Self?) throws(EventFault) {
        up = try fields.field("up", loadPermille?.up, like: 720)
        down = try fields.field("down", loadPermille?.down, like: 410)
    }
}
