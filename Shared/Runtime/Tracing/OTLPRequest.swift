internal import Eventing
internal import Tracing

/// The body that carries spans to a collector: OTLP 1.x in its JSON form, in which ids are hexadecimal and numbers of 64
/// bits are texts.
///
/// Source: <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>.
struct OTLPRequest {
    /// Which service, and which process of it.
    let service: String
    let instance: String

    func encode(_ spans: [SpanRecord]) -> [UInt8] {
        var json = JSONWriter(capacity: 512 * spans.count)
        json.append(literal: #"{"resourceSpans":[{"resource":{"attributes":"#)
        json.append(attributes: [
            "service.name": .string(service), "service.namespace": "throughtrain",
            "service.instance.id": .string(instance),
        ])
        json.append(literal: #"},"scopeSpans":[{"scope":{"name":"throughtrain"},"spans":["#)
        json.append(list: spans) { $0.append($1) }
        json.append(literal: "]}]}]}")
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func append<Element>(list: [Element], _ append: (inout JSONWriter, Element) -> Void) {
        for (index, element) in list.enumerated() {
            if index > 0 { self.append(UInt8(ascii: ",")) }
            append(&self, element)
        }
    }

    fileprivate mutating func append(_ span: SpanRecord) {
        append(literal: #"{"traceId":"#)
        append(span.place.traceID.description)
        append(literal: #","spanId":"#)
        append(span.place.spanIdentifier)
        if let parent = span.parent {
            append(literal: #","parentSpanId":"#)
            append(parent.spanIdentifier)
        }
        append(literal: #","name":"#)
        append(span.name)
        append(literal: #","kind":"#)
        append(span.kind.number)
        append(literal: #","startTimeUnixNano":"#)
        append(String(span.start))
        append(literal: #","endTimeUnixNano":"#)
        append(String(span.end))
        append(literal: #","attributes":"#)
        append(attributes: span.attributes)
        append(literal: #","events":["#)
        append(list: span.events) { $0.append($1) }
        append(literal: #"],"status":{"#)
        if let status = span.status { append(status) }
        append(literal: "}}")
    }

    private mutating func append(_ event: SpanRecord.Event) {
        append(literal: #"{"timeUnixNano":"#)
        append(String(event.at))
        append(literal: #","name":"#)
        append(event.name)
        append(literal: #","attributes":"#)
        append(attributes: event.attributes)
        append(literal: "}")
    }

    private mutating func append(_ status: SpanStatus) {
        append(literal: #""code":"#)
        append(Int64(status.code == .ok ? 1 : 2))
        guard let message = status.message else { return }
        append(literal: #","message":"#)
        append(message)
    }

    fileprivate mutating func append(attributes: SpanAttributes) {
        var named: [(String, SpanAttribute)] = []
        attributes.forEach { named.append(($0, $1)) }
        append(UInt8(ascii: "["))
        append(list: named.sorted { $0.0 < $1.0 }) { json, attribute in
            json.append(literal: #"{"key":"#)
            json.append(attribute.0)
            json.append(literal: #","value":{"#)
            json.append(value: attribute.1)
            json.append(literal: "}}")
        }
        append(UInt8(ascii: "]"))
    }

    private mutating func append(value: SpanAttribute) {
        switch value {
        case .int32(let number): append(member: "intValue", String(number))
        case .int64(let number): append(member: "intValue", String(number))
        case .bool(let isSo):
            append(key: "boolValue")
            append(literal: isSo ? "true" : "false")
        case .string(let text): append(member: "stringValue", text)
        case .stringConvertible(let value): append(member: "stringValue", "\(value)")
        // No other kind is used here; whatever comes from a library is at least legible.
        default: append(member: "stringValue", "\(value)")
        }
    }

    private mutating func append(member name: StaticString, _ text: String) {
        append(key: name)
        append(text)
    }
}

extension SpanKind {
    /// As `opentelemetry.proto.trace.v1.Span.SpanKind` counts.
    fileprivate var number: Int64 {
        switch self {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }
}
