public import Eventing
public import Vocabulary

/// What a command was about, in the order in which it was asked.
public struct IDList: Record {
    /// Their ids.
    public var ids: [UUIDv7]

    /// Makes it of ids.
    public init(_ ids: [UUIDv7]) {
        self.ids = ids
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        ids = try fields.field("ids", list?.ids)
    }
}
