/// What the JSON of a field looks like, as a reader checks it: what a schema of it says.
public indirect enum FieldShape: Sendable, Equatable {
    /// A text.
    case text(TextShape)
    /// A whole number of so many bits.
    case integer(bits: Int)
    /// True or false.
    case boolean
    /// One of these codes, of the type that lists them.
    case codes([String], of: String)
    /// A list of at most so many elements; nil where only the length of a body bounds it.
    case list(FieldShape, maximum: Int?)
    /// An object.
    case record(RecordShape)
    /// Any object, read elsewhere.
    case object
}

/// What a text looks like.
public struct TextShape: Sendable, Equatable {
    /// A format by the words of JSON Schema: `uuid`, `date-time`, `date`.
    public var format: String?
    /// A regular expression of ECMA-262 that it matches.
    public var pattern: String?
    /// The encoding of bytes in it: `base64`.
    public var encoding: String?

    /// Says what is known of it.
    public init(format: String? = nil, pattern: String? = nil, encoding: String? = nil) {
        self.format = format
        self.pattern = pattern
        self.encoding = encoding
    }
}

/// What an object looks like: its fields in the order in which they are written.
public struct RecordShape: Sendable, Equatable {
    /// One of its fields.
    public struct Field: Sendable, Equatable {
        /// Its name in JSON.
        public let name: String
        /// Whether it is always there.
        public let isRequired: Bool
        /// What it holds.
        public let shape: FieldShape

        /// Makes a field.
        public init(_ name: String, isRequired: Bool, _ shape: FieldShape) {
            self.name = name
            self.isRequired = isRequired
            self.shape = shape
        }
    }

    /// The type whose listing it is, by its full name in Swift: `OrdersEvents.OrderPlaced.Line`.
    public var type: String
    /// Its fields.
    public var fields: [Field]

    /// Makes the shape of a type's objects.
    public init(type: String, fields: [Field]) {
        self.type = type
        self.fields = fields
    }
}
