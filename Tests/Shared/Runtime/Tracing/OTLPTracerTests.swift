import Eventing
import Testing
import Tracing

@testable import Runtime

@Suite("The tracer")
struct OTLPTracerTests {
    private struct Mishap: Error {}

    @Test("makes spans within spans, in the trace of the caller")
    func nests() async throws {
        let queue = SpanQueue()
        let tracer = OTLPTracer(queue: queue, sampleRatio: 0)
        let caller = try #require(TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        let inner = tracer.withSpan("outer", context: caller.instrumentation, ofKind: .server) { _ in
            tracer.withSpan("inner") { _ in TraceContext.current }
        }
        let spans = try #require(await queue.next())
        #expect(spans.map(\.name) == ["inner", "outer"])
        #expect(spans.allSatisfy { $0.place.traceID == caller.traceID })
        #expect(spans[1].parent == caller)
        #expect(spans[0].parent == spans[1].place)
        #expect(inner == spans[0].place)
        #expect(spans[1].start <= spans[0].start && spans[0].end <= spans[1].end)
    }

    @Test("records none of a trace that its caller does not record, but hands its place on")
    func heedsCaller() async throws {
        let queue = SpanQueue()
        let tracer = OTLPTracer(queue: queue, sampleRatio: 1)
        let caller = TraceContext.begin(isSampled: false)
        let place = tracer.withSpan("outer", context: caller.instrumentation) { span in
            #expect(!span.isRecording)
            return TraceContext.current
        }
        #expect(place?.traceID == caller.traceID)
        #expect(place?.isSampled == false)
        queue.close()
        #expect(await queue.next() == nil)
    }

    @Test("records that part of the traces that begin here that it is told to", arguments: [0.0, 0.5, 1.0])
    func samples(ratio: Double) {
        let tracer = OTLPTracer(queue: SpanQueue(), sampleRatio: ratio)
        let recorded = (0..<2000).filter { _ in tracer.startSpan("begin", context: .topLevel).isRecording }.count
        // Six standard deviations of a fair coin.
        #expect(abs(Double(recorded) - 2000 * ratio) <= (ratio == 0.5 ? 135 : 0))
    }

    @Test("marks a span whose work failed, and ends it once")
    func marksErrors() async throws {
        let queue = SpanQueue()
        let tracer = OTLPTracer(queue: queue, sampleRatio: 1)
        #expect(throws: Mishap.self) {
            try tracer.withSpan("failing", context: .topLevel) { span in
                defer { span.end() }
                throw Mishap()
            }
        }
        #expect(throws: Mishap.self) {
            try tracer.withSpan("failed", context: .topLevel) { _ in throw Mishap() }
        }
        let spans = try #require(await queue.next())
        #expect(spans.map(\.name) == ["failing", "failed"])
        #expect(spans[1].status?.code == .error)
        #expect(spans[1].events.map(\.name) == ["exception"])
    }
}
