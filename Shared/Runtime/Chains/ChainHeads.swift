public import Eventing
public import Vocabulary

/// Where a service's chains end, to be written down where nobody reaches who reaches the database.
public struct ChainHeads: Record {
    /// The service.
    public var service: String
    /// When it was asked, by the wall.
    public var at: Instant
    /// The end of each chain.
    public var heads: [Head]

    /// Where a chain ends.
    public struct Head: Record {
        /// The table that is chained.
        public var chain: String
        /// How many rows are sealed.
        public var position: Int64
        /// The last link's hash, as 64 hexadecimal digits in lower case; empty while there is none.
        public var hash: String

        init(_ chain: String, _ end: ChainEnd) {
            self.chain = chain
            position = end.position
            hash = (end.hash ?? []).map(Self.digits).joined()
        }

        private static func digits(of byte: UInt8) -> String {
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ head: Self?) throws(EventFault) {
            chain = try fields.field("chain", head?.chain)
            position = try fields.field("position", head?.position)
            hash = try fields.field("hash", head?.hash)
        }
    }

    init(of service: String, _ heads: [Head]) {
        self.service = service
        at = .wallTime()
        self.heads = heads
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ heads: ChainHeads?) throws(EventFault) {
        service = try fields.field("service", heads?.service)
        at = try fields.field("at", heads?.at)
        self.heads = try fields.field("heads", heads?.heads)
    }
}
