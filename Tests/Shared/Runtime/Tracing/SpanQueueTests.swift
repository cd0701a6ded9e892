import Eventing
import Testing
import Tracing

@testable import Runtime

@Suite("Spans that wait")
struct SpanQueueTests {
    @Test("are bounded: what finds no room is lost and counted, and nobody waits")
    func isBounded() async {
        let queue = SpanQueue(capacity: 3)
        for number in 1...5 { queue.add(.sample("\(number)")) }
        #expect(queue.lost(.full) == 2)
        let batch = await queue.next()
        #expect(batch?.map(\.name) == ["1", "2", "3"])
        queue.add(.sample("6"))
        #expect(queue.lost(.full) == 2)
    }

    @Test("leave together once they fill a batch")
    func fillsBatch() async {
        let queue = SpanQueue()
        for number in 0..<(SpanQueue.batchSize + 1) { queue.add(.sample("\(number)")) }
        #expect(await queue.next()?.count == SpanQueue.batchSize)
        #expect(await queue.next()?.map(\.name) == ["\(SpanQueue.batchSize)"])
    }

    @Test("can be had after the end, and then no more come")
    func closes() async {
        let queue = SpanQueue()
        queue.add(.sample("last"))
        queue.close()
        queue.add(.sample("too late"))
        #expect(await queue.next()?.map(\.name) == ["last"])
        #expect(await queue.next() == nil)
        #expect(queue.lost(.full) == 1)
    }
}

extension SpanRecord {
    /// A span of a trace of its own, from the second second of 1970 to the third.
    static func sample(_ name: String, under parent: TraceContext? = nil) -> SpanRecord {
        SpanRecord(
            place: parent?.child() ?? .begin(), parent: parent, name: name, kind: .server, start: 1_000_000_000,
            end: 2_000_000_000, attributes: [:], events: [])
    }
}
