internal import Eventing
import Synchronization
internal import Tracing

/// A span under way. One whose trace is not recorded carries its place on, and nothing else.
final class RecordedSpan: Span {
    let context: InstrumentationContext
    let isRecording: Bool

    /// Nil once it has ended, and for one that is not recorded.
    private let record: Mutex<SpanRecord?>
    private let queue: SpanQueue

    /// How many events one span holds; those beyond it are left out.
    static let maximumEvents = 32

    /// - Parameter context: the parent's, with what it carries beside the trace.
    init(
        _ name: String, at place: TraceContext, under parent: TraceContext?, in context: InstrumentationContext,
        kind: SpanKind, start: UInt64, queue: SpanQueue
    ) {
        var context = context
        context.trace = place
        self.context = context
        self.queue = queue
        isRecording = place.isSampled
        let record = SpanRecord(
            place: place, parent: parent, name: name, kind: kind, start: start, end: start, attributes: [:], events: [])
        self.record = Mutex(place.isSampled ? record : nil)
    }

    var operationName: String {
        get { record.withLock { $0?.name ?? "" } }
        set { record.withLock { $0?.name = newValue } }
    }

    var attributes: SpanAttributes {
        get { record.withLock { $0?.attributes ?? [:] } }
        set { record.withLock { $0?.attributes = newValue } }
    }

    func setStatus(_ status: SpanStatus) {
        record.withLock { $0?.status = status }
    }

    func addEvent(_ event: SpanEvent) {
        add(SpanRecord.Event(name: event.name, at: event.nanosecondsSinceEpoch, attributes: event.attributes))
    }

    /// An event named as OpenTelemetry names exceptions.
    func recordError(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> some TracerInstant
    ) {
        guard isRecording else { return }
        var attributes = attributes
        attributes["exception.type"] = "\(type(of: error))"
        attributes["exception.message"] = "\(error)"
        add(SpanRecord.Event(name: "exception", at: instant().nanosecondsSinceEpoch, attributes: attributes))
    }

    /// Left out: a span here has one parent, and stands beside no other.
    func addLink(_ link: SpanLink) {}

    func end(at instant: @autoclosure () -> some TracerInstant) {
        let ended = record.withLock { record -> SpanRecord? in
            let ended = record
            record = nil
            return ended
        }
        guard var ended else { return }
        ended.end = instant().nanosecondsSinceEpoch
        queue.add(ended)
    }

    private func add(_ event: SpanRecord.Event) {
        record.withLock { record in
            guard let count = record?.events.count, count < Self.maximumEvents else { return }
            record?.events.append(event)
        }
    }
}
