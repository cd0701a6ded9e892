public import Eventing
public import Vocabulary

/// An event that a listener does not have as its teller has it.
public struct EventDifference: Record {
    /// The CloudEvents source.
    public var source: String
    /// Who should have heard it.
    public var listener: String
    /// The event.
    public var id: UUIDv7
    /// What became of it.
    public var fate: EventFate
    /// The fingerprint of what was told; nil if nothing was.
    public var toldDigest: Int64?
    /// The fingerprint of what was heard; nil if nothing was.
    public var heardDigest: Int64?

    init(
        source: String, listener: String, id: UUIDv7, fate: EventFate, toldDigest: Int64? = nil,
        heardDigest: Int64? = nil
    ) {
        self.source = source
        self.listener = listener
        self.id = id
        self.fate = fate
        self.toldDigest = toldDigest
        self.heardDigest = heardDigest
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ difference: EventDifference?) throws(EventFault) {
        source = try fields.field("source", difference?.source)
        listener = try fields.field("listener", difference?.listener)
        id = try fields.field("id", difference?.id)
        fate = try fields.field("fate", difference?.fate)
        toldDigest = try fields.optional("told_digest", difference?.toldDigest)
        heardDigest = try fields.optional("heard_digest", difference?.heardDigest)
    }
}
