/// Finds the fields that pass through among the members of one JSON object.
///
/// Members mostly come in the order in which fields are asked for, and then each byte is looked at once: a field that may be
/// absent is taken to be so if another member stands where it would. Should a member be left in the end that nobody asked for,
/// or anything be wrong, it may be for that, and the object is read again with care: what is passed over is remembered then,
/// and looked at again by whoever asks for it.
///
/// What is generic here can be inlined, and so made for each record where that is compiled: hot events pass through it.
@usableFromInline
struct FieldReader: FieldCoder {
    /// Stands behind the last member that was looked at.
    @usableFromInline var json: JSONReader
    private var passed: [(name: Range<Int>, value: Int)] = []
    private var hasBegun = false
    private var hasEnded = false
    /// Whether something was taken to be absent that may be there.
    @usableFromInline private(set) var isDoubtful = false

    /// Where a member's value is.
    @usableFromInline
    enum Place {
        /// Nowhere, or it is null.
        case absent
        /// Where ``json`` stands.
        case here
        /// At a byte that was passed.
        case behind(Int)
    }

    @usableFromInline
    init(_ json: JSONReader) throws(EventFault) {
        self.json = json
        try self.json.beginObject()
    }

    @inlinable
    mutating func field<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value {
        guard let value: Value = try optional(name, nil) else { throw .missing("\(name)") }
        return value
    }

    @inlinable
    mutating func optional<Value: FieldValue>(_ name: StaticString, _ value: Value?) throws(EventFault) -> Value? {
        switch try find(name) {
        case .absent:
            return nil
        case .here:
            do { return try Value.read(from: &json) } catch { throw error.inside(name) }
        case .behind(let position):
            var earlier = json.moved(to: position)
            do { return try Value.read(from: &earlier) } catch { throw error.inside(name) }
        }
    }

    @usableFromInline
    mutating func find(_ name: StaticString) throws(EventFault) -> Place {
        if passed.isEmpty, !hasEnded, json.takeMember(name, isFirst: !hasBegun) {
            hasBegun = true
            if !json.isNull { return .here }
            try json.skipValue()
            return .absent
        }
        guard json.isCareful else {
            isDoubtful = true
            return .absent
        }
        for member in passed where json.matches(member.name, name) {
            return json.moved(to: member.value).isNull ? .absent : .behind(member.value)
        }
        while let member = try nextName() {
            if json.matches(member, name), !json.isNull { return .here }
            passed.append((member, json.position))
            try json.skipValue()
            if json.matches(member, name) { return .absent }
        }
        return .absent
    }

    /// Passes over the members that nobody asked for, and returns where the object ends; nil if there are some and the reading is
    /// doubtful.
    @usableFromInline
    mutating func finish() throws(EventFault) -> Int? {
        while try nextName() != nil {
            if isDoubtful { return nil }
            try json.skipValue()
        }
        return json.position
    }

    /// Takes the name of the next member, and stands before its value then; nil at the end of the object.
    private mutating func nextName() throws(EventFault) -> Range<Int>? {
        if hasEnded { return nil }
        if try json.endsObject(isEmpty: !hasBegun) {
            hasEnded = true
            return nil
        }
        hasBegun = true
        return try json.memberName()
    }
}
