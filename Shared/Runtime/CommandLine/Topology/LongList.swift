internal import Eventing

/// A list as long as what it lists, for what is printed and never sent: a topology with many partitions has thousands of
/// queues.
struct LongList<Element: FieldValue>: FieldValue {
    var elements: [Element]

    init(_ elements: [Element]) {
        self.elements = elements
    }

    func write(to json: inout JSONWriter) throws(EventFault) {
        json.append(UInt8(ascii: "["))
        for index in elements.indices {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            try elements[index].write(to: &json)
        }
        json.append(UInt8(ascii: "]"))
    }

    static func read(from json: inout JSONReader) throws(EventFault) -> LongList {
        var elements: [Element] = []
        try json.list { (json) throws(EventFault) in elements.append(try Element.read(from: &json)) }
        return LongList(elements)
    }

    static func example() throws(EventFault) -> LongList { LongList([try Element.example()]) }

    static func shape() throws(EventFault) -> FieldShape { .list(try Element.shape(), maximum: nil) }
}
