internal import Eventing
internal import Tracing

/// Makes spans and hands those that have ended to a queue, from which they are exported.
///
/// Whether a trace is recorded is decided where it begins, and stays so in all services (W3C Trace Context, `sampled`).
struct OTLPTracer: Tracer {
    let queue: SpanQueue
    /// Which part of the traces that begin here is recorded, from 0 to 1.
    let sampleRatio: Double

    func startSpan(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> some TracerInstant, function: String, file fileID: String, line: UInt
    ) -> RecordedSpan {
        let context = context()
        let parent = context.trace
        let place = parent?.child() ?? .begin(isSampled: Double.random(in: 0..<1) < sampleRatio)
        return RecordedSpan(
            operationName, at: place, under: parent, in: context, kind: kind, start: instant().nanosecondsSinceEpoch,
            queue: queue)
    }

    func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let caller = extractor.extract(key: Self.header, from: carrier).flatMap({ TraceContext($0) }) else {
            return
        }
        context.trace = caller
    }

    func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.description, forKey: Self.header, into: &carrier)
    }

    /// The header of W3C Trace Context.
    static let header = "traceparent"

    @available(*, deprecated)
    func forceFlush() {}
}
