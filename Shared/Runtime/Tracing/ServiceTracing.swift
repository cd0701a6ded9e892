internal import Logging
internal import Tracing
internal import Vocabulary

/// The traces of a running service: the tracer that all its work goes by, and what sends them away.
struct ServiceTracing: Sendable {
    let queue: SpanQueue
    let exporter: SpanExporter

    /// Has all work of the process be traced from now on. Once for a process.
    static func start(_ settings: TracingSettings, service: String, logger: Logger) -> ServiceTracing {
        let queue = SpanQueue()
        InstrumentationSystem.bootstrap(OTLPTracer(queue: queue, sampleRatio: settings.sampleRatio))
        let request = OTLPRequest(service: service, instance: UUIDv7.make().description)
        return ServiceTracing(
            queue: queue, exporter: SpanExporter(queue: queue, url: settings.url, request: request, logger: logger))
    }

    /// Lets a scrape see how many spans left, and how many were lost.
    func addMetrics(to metrics: PrometheusRegistry) {
        metrics.counter("throughtrain_spans_exported", help: "Spans that the collector has taken.") { [queue] in
            Double(queue.exported)
        }
        for loss in SpanQueue.Loss.allCases {
            metrics.counter(
                "throughtrain_spans_lost", help: "Spans that the collector did not get, by why.",
                labels: ["reason": loss.rawValue]
            ) { [queue] in
                Double(queue.lost(loss))
            }
        }
    }
}
