/// Where a service's traces go, and how many.
public struct TracingSettings: Sendable, Equatable {
    /// Where the collector takes OTLP over HTTP, without `/v1/traces`: `http://127.0.0.1:4318`.
    public var endpoint: String
    /// Which part of the traces that begin in this service is recorded, from 0 to 1.
    public var sampleRatio: Double

    /// The address that spans are sent to.
    var url: String {
        (endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint) + "/v1/traces"
    }
}
