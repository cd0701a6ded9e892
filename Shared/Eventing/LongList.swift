/// A list as long as what it lists, for what commands print and read, and never for an event: a service with many partitions
/// has thousands of queues.
public struct LongList<Element: FieldValue>: FieldValue {
    /// What it lists.
    public var elements: [Element]

    /// Lists elements.
    public init(_ elements: [Element]) {
        self.elements = elements
    }

    /// Appends the elements in brackets.
    @inlinable
    public func write(to json: inout JSONWriter) throws(EventFault) {
        json.append(UInt8(ascii: "["))
        for index in elements.indices {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            try elements[index].write(to: &json)
        }
        json.append(UInt8(ascii: "]"))
    }

    /// Takes a list of any length.
    @inlinable
    public static func read(from json: inout JSONReader) throws(EventFault) -> LongList {
        var elements: [Element] = []
        try json.list { (json) throws(EventFault) in elements.append(try Element.read(from: &json)) }
        return LongList(elements)
    }

    /// A list of one.
    public static func example() throws(EventFault) -> LongList { LongList([try Element.example()]) }
    /// A list that only the length of what holds it bounds.
    public static func shape() throws(EventFault) -> FieldShape { .list(try Element.shape(), maximum: nil) }
    /// A list of one.
    public static func sample(for field: StaticString) throws(EventFault) -> LongList {
        LongList([try Element.sample(for: field)])
    }
}
