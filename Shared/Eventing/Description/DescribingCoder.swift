/// Notes every field that passes through, and fills it with what a sample shows.
struct DescribingCoder: FieldCoder {
    private(set) var fields: [RecordShape.Field] = []

    mutating func field<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value {
        try note(name, Value.self, isRequired: true)
        return try sample(name)
    }

    mutating func optional<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value? {
        try note(name, Value.self, isRequired: false)
        return try sample(name)
    }

    mutating func field<Value: FieldValue>(
        _ name: StaticString, _ value: Value?, like sample: @autoclosure () -> Value?
    ) throws(EventFault) -> Value {
        try note(name, Value.self, isRequired: true)
        if let sample = sample() { return sample }
        return try self.sample(name)
    }

    mutating func optional<Value: FieldValue>(
        _ name: StaticString, _ value: Value?, like sample: @autoclosure () -> Value?
    ) throws(EventFault) -> Value? {
        try note(name, Value.self, isRequired: false)
        if let sample = sample() { return sample }
        return try self.sample(name)
    }

    private mutating func note<Value: FieldValue>(
        _ name: StaticString, _ type: Value.Type, isRequired: Bool
    ) throws(EventFault) {
        do {
            fields.append(RecordShape.Field("\(name)", isRequired: isRequired, try Value.shape()))
        } catch {
            throw error.inside(name)
        }
    }

    private func sample<Value: FieldValue>(_ name: StaticString) throws(EventFault) -> Value {
        do { return try Value.sample(for: name) } catch { throw error.inside(name) }
    }
}

extension Record {
    /// The fields of its listing.
    public static func shape() throws(EventFault) -> FieldShape {
        var fields = DescribingCoder()
        _ = try Self(&fields, nil)
        return .record(RecordShape(type: String(reflecting: Self.self), fields: fields.fields))
    }

    /// A record with every field filled, the optional ones too, as the listing would have it shown.
    public static func sample(for field: StaticString) throws(EventFault) -> Self {
        try sample()
    }

    /// A record with every field filled, the optional ones too, as the listing would have it shown.
    public static func sample() throws(EventFault) -> Self {
        var fields = DescribingCoder()
        return try Self(&fields, nil)
    }
}
