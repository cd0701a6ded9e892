/// Something that a field can hold.
public protocol FieldValue: Sendable, Equatable {
    /// Appends the value as JSON.
    func write(to json: inout JSONWriter) throws(EventFault)

    /// Takes the next value from JSON.
    static func read(from json: inout JSONReader) throws(EventFault) -> Self

    /// A value to show in an example.
    static func example() throws(EventFault) -> Self

    /// What its JSON looks like.
    static func shape() throws(EventFault) -> FieldShape

    /// A value to show where a contract is published, in a field of that name. The example, unless it says otherwise.
    static func sample(for field: StaticString) throws(EventFault) -> Self
}

extension FieldValue {
    /// The example.
    public static func sample(for field: StaticString) throws(EventFault) -> Self { try example() }
}

/// A JSON object whose fields are listed once: the one listing writes, reads and describes it.
///
///     public struct Share: Record {
///         public var account: Account
///         public var amountFen: Fen
///
///         public init(_ fields: inout some FieldCoder, _ share: Self?) throws(EventFault) {
///             account = try fields.field("account", share?.account)
///             amountFen = try fields.field("amount_fen", share?.amountFen)
///         }
///     }
///
/// A coder that writes gets the record and passes its values through; one that reads gets nil and finds them. Because
/// it is an initializer, the compiler sees to it that no property is forgotten.
public protocol Record: FieldValue {
    /// Passes every field through the coder, in the order in which they are written.
    /// - Parameters:
    ///   - fields: writes, reads or describes.
    ///   - record: what is written; nil to read.
    init(_ fields: inout some FieldCoder, _ record: Self?) throws(EventFault)
}

/// What the fields of a ``Record`` go through.
public protocol FieldCoder {
    /// A field that is always there.
    /// - Parameters:
    ///   - name: its name in JSON.
    ///   - value: the value to write; nil only when reading.
    mutating func field<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value

    /// A field that may be absent. Null and absent are the same when read; nil is not written.
    mutating func optional<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value?

    /// A field that is always there, of which a published sample shows a certain value.
    mutating func field<Value: FieldValue>(
        _ name: StaticString, _ value: Value?, like sample: @autoclosure () -> Value?
    ) throws(EventFault) -> Value

    /// A field that may be absent, of which a published sample shows a certain value.
    mutating func optional<Value: FieldValue>(
        _ name: StaticString, _ value: Value?, like sample: @autoclosure () -> Value?
    ) throws(EventFault) -> Value?
}

extension FieldCoder {
    /// The field; the sample is for those who describe.
    @inlinable
    public mutating func field<Value: FieldValue>(
        _ name: StaticString, _ value: Value?, like sample: @autoclosure () -> Value?
    ) throws(EventFault) -> Value {
        try field(name, value)
    }

    /// The field; the sample is for those who describe.
    @inlinable
    public mutating func optional<Value: FieldValue>(
        _ name: StaticString, _ value: Value?, like sample: @autoclosure () -> Value?
    ) throws(EventFault) -> Value? {
        try optional(name, value)
    }
}

extension Record {
    /// Appends the record as a JSON object.
    @inlinable
    public func write(to json: inout JSONWriter) throws(EventFault) {
        var fields = FieldWriter(taking: &json)
        _ = try Self(&fields, self)
        fields.finish(into: &json)
    }

    /// Takes the next JSON object. Fields that the record does not know are passed over.
    @inlinable
    public static func read(from json: inout JSONReader) throws(EventFault) -> Self {
        var attempt = json
        // Twice at most: with care nothing is doubtful.
        while true {
            var fields = try FieldReader(attempt)
            do throws(EventFault) {
                let record = try Self(&fields, nil)
                if let end = try fields.finish() {
                    json = json.moved(to: end)
                    return record
                }
            } catch {
                guard fields.isDoubtful else { throw error }
            }
            attempt.isCareful = true
        }
    }

    /// A record with every field filled, the optional ones too.
    public static func example() throws(EventFault) -> Self {
        var fields = ExampleCoder()
        return try Self(&fields, nil)
    }

    /// The record as the bytes of a JSON object.
    @inlinable
    public func encoded() throws(EventFault) -> [UInt8] {
        var json = JSONWriter()
        try write(to: &json)
        return json.bytes
    }

    /// Reads a record from the bytes of a JSON object.
    @inlinable
    public init(decoding bytes: some Collection<UInt8>) throws(EventFault) {
        self = try JSONReader.read(bytes) { (json) throws(EventFault) in try Self.read(from: &json) }
    }
}

/// Fills every field that passes through with an example of its type.
struct ExampleCoder: FieldCoder {
    func field<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value {
        try Value.example()
    }

    func optional<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value? {
        try Value.example()
    }
}
