import Logging
import ServiceLifecycle
import TestSupport
import Testing

@testable import Runtime

@Suite("Sending spans to a collector", .timeLimit(.minutes(1)))
struct SpanExporterTests {
    @Test(
        "heeds what its answer means",
        arguments: [
            (200, nil, SpanExporter.Answer.taken), (202, nil, .taken), (400, nil, .refused(status: 400)),
            (500, nil, .refused(status: 500)), (429, "7", .later(after: .seconds(7))), (503, nil, .later(after: nil)),
            (502, "soon", .later(after: nil)),
        ] as [(Int, String?, SpanExporter.Answer)])
    func answers(status: Int, retryAfter: String?, expected: SpanExporter.Answer) {
        #expect(SpanExporter.answer(status: status, retryAfter: retryAfter) == expected)
    }

    @Test("sends again what it is asked to send later, and goes on behind what is refused")
    func sendsAgain() async throws {
        let statuses = [429, 503, 200, 500, 200]
        let collector = try ScriptedServer { .status(statuses[min($0, 4)], headers: ["Retry-After: 0"]) }
        defer { collector.stop() }
        let queue = SpanQueue()
        try await exporting(queue, to: collector.url) {
            queue.add(.sample("first"))
            #expect(await eventually { queue.exported == 1 })
            queue.add(.sample("second"))
            #expect(await eventually { queue.lost(.refused) == 1 })
            queue.add(.sample("third"))
            #expect(await eventually { queue.exported == 2 })
        }
        #expect(collector.received.count == 5)
        #expect(collector.received.allSatisfy { $0.head.first == "POST /v1/traces HTTP/1.1" })
        #expect(collector.received[0].body == collector.received[2].body)
    }

    @Test("at the stop sends what waits, but stops for a collector that is silent")
    func flushes() async throws {
        let collector = try ScriptedServer { _ in .status(200) }
        defer { collector.stop() }
        let queue = SpanQueue()
        try await exporting(queue, to: collector.url) { queue.add(.sample("last")) }
        #expect(queue.exported == 1)

        let mute = try ScriptedServer { _ in .silence }
        defer { mute.stop() }
        let start = ContinuousClock.now
        let unheard = SpanQueue()
        try await exporting(unheard, to: mute.url) { unheard.add(.sample("unheard")) }
        #expect(unheard.exported == 0)
        #expect(ContinuousClock.now - start < SpanExporter.flushLimit + .seconds(5))
    }

    /// Runs an exporter around some work, and stops it as a service is stopped.
    private func exporting(_ queue: SpanQueue, to url: String, _ work: () async throws -> Void) async throws {
        let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let exporter = SpanExporter(
            queue: queue, url: TracingSettings(endpoint: url + "/", sampleRatio: 1).url,
            request: OTLPRequest(service: "tests", instance: "one"), logger: logger)
        let group = ServiceGroup(configuration: .init(services: [exporter], logger: logger))
        let running = Task { try await group.run() }
        try await work()
        await group.triggerGracefulShutdown()
        try await running.value
    }
}
