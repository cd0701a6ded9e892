import Eventing
import Testing
import Tracing
import Vocabulary

@testable import Delivery
@testable import Runtime

@Suite("The spans of events")
struct EventSpansTests {
    private let recorded = TraceContext.begin()
    private let unrecorded = TraceContext.begin(isSampled: false)

    private func event(in trace: TraceContext?) -> EventEnvelope {
        EventEnvelope(
            id: .make(), source: EventSource("orders", "order"), type: "throughtrain.orders.order.placed.v1",
            subject: "one", subjectVersion: 1, time: .wallTime(), traceparent: trace?.description, data: [])
    }

    @Test("are not made while no tracer is there, and the events stay as they came")
    func off() {
        let events = [event(in: recorded)]
        let spans = WorkSpans(handling: events)
        #expect(spans.isEmpty)
        #expect(spans.placing(events) == events)
        #expect(spans.place(0) == nil)
    }

    @Test("have the work that told the event for parent, and are the place of what is told in turn")
    func on() async throws {
        let queue = SpanQueue()
        try await withTracer(OTLPTracer(queue: queue, sampleRatio: 1)) {
            let events = [event(in: recorded), event(in: unrecorded), event(in: nil)]
            let spans = WorkSpans(handling: events)
            let placed = spans.placing(events)
            spans.end()
            let ended = try #require(await queue.next())
            #expect(ended.map(\.parent) == [recorded])
            #expect(ended.map(\.name) == ["handle throughtrain.orders.order.placed.v1"])
            #expect(ended.map(\.kind) == [.consumer])
            #expect(placed.map(\.traceparent) == [ended[0].place.description, unrecorded.description, nil])
            #expect(placed.map(\.id) == events.map(\.id))
        }
    }
}
