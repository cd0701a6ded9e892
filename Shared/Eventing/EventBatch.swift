/// The events that leave in one message: the CloudEvents JSON batch format. One event is still a batch.
public enum EventBatch {
    /// The media type of a message that carries one.
    public static let contentType = "application/cloudevents-batch+json"

    /// Writes events as one JSON array.
    public static func encode(_ events: some Collection<EventEnvelope>) throws(EventFault) -> [UInt8] {
        // With the attributes of each; what grows is copied.
        var json = JSONWriter(capacity: events.reduce(2) { $0 + $1.data.count + 640 })
        json.append(UInt8(ascii: "["))
        var isFirst = true
        for event in events {
            if isFirst { isFirst = false } else { json.append(UInt8(ascii: ",")) }
            try event.write(to: &json)
        }
        json.append(UInt8(ascii: "]"))
        return json.bytes
    }

    /// One event of a batch: either read, or its bytes and why they could not be.
    public enum Element: Sendable, Equatable {
        /// An event whose attributes are all there. Its data has not been looked into.
        case event(EventEnvelope)
        /// Something that is no event.
        case unreadable(bytes: [UInt8], EventFault)
    }

    /// Reads a JSON array of events. One that cannot be read does not hide the others.
    /// - Throws: when the array itself is not well formed.
    public static func decode(_ bytes: some Collection<UInt8>) throws(EventFault) -> [Element] {
        try JSONReader.read(bytes) { (json) throws(EventFault) in
            var elements: [Element] = []
            try json.list { (json) throws(EventFault) in
                var beginning = json
                do throws(EventFault) {
                    elements.append(.event(try EventEnvelope.read(from: &json)))
                } catch {
                    elements.append(.unreadable(bytes: Array(try beginning.rawValue()), error))
                    json = beginning
                }
            }
            return elements
        }
    }
}
