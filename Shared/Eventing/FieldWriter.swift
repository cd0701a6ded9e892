/// Writes the fields that pass through as the members of one JSON object.
///
/// What is generic here can be inlined, and so made for each record where that is compiled: hot events pass through it.
@usableFromInline
struct FieldWriter: FieldCoder {
    @usableFromInline var json: JSONWriter
    private var isFirst = true

    /// Goes on where a writer stands, and leaves it empty until ``finish(into:)`` takes its place: of two that held the same
    /// bytes, the next append would copy them all.
    @usableFromInline
    init(taking json: inout JSONWriter) {
        self.json = JSONWriter(capacity: 0)
        swap(&self.json, &json)
        self.json.append(UInt8(ascii: "{"))
    }

    @inlinable
    mutating func field<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value {
        guard let value else { throw .missing("\(name)") }
        begin(name)
        do { try value.write(to: &json) } catch { throw error.inside(name) }
        return value
    }

    @inlinable
    mutating func optional<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value? {
        guard value != nil else { return nil }
        return try field(name, value)
    }

    @usableFromInline
    mutating func begin(_ name: StaticString) {
        if isFirst { isFirst = false } else { json.append(UInt8(ascii: ",")) }
        json.append(key: name)
    }

    /// Gives back to the writer what was taken from it, and what was written since.
    @usableFromInline
    mutating func finish(into json: inout JSONWriter) {
        self.json.append(UInt8(ascii: "}"))
        swap(&self.json, &json)
    }
}
