internal import Eventing
internal import Logging

/// How services write their logs: a line an entry on standard error, its fields as `key=value`, the trace among them.
enum ServiceLogging {
    static func bootstrap() {
        LoggingSystem.bootstrap(
            { label, provider in StreamLogHandler.standardError(label: label, metadataProvider: provider) },
            metadataProvider: Logger.MetadataProvider {
                guard let trace = TraceContext.current else { return [:] }
                return ["trace_id": "\(trace.traceID)", "span_id": "\(trace.spanIdentifier)"]
            })
    }
}
