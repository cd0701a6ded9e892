/// How much of a service callers may take over HTTP, so that none takes it from the others.
public struct HTTPLimits: Sendable, Equatable {
    /// How many connections are open at most. Further ones wait until one is closed.
    public var connections = 1000
    /// Within how long a request must have come whole, from the beginning of the connection or of the request, in seconds.
    public var requestSeconds = 30
    /// How long a connection may be idle between two requests, in seconds.
    public var idleSeconds = 600
    /// How long the headers of a request may be in all, in bytes.
    public var headerBytes = 32 * 1024
    /// How many requests a second each caller may make; 0 for as many as they like.
    public var requestsPerSecond = 1000

    /// The usual ones.
    public init() {}

    init(from reader: inout SettingsReader) {
        connections = reader.number("http.connections", in: 1...100_000, default: connections)
        requestSeconds = reader.number("http.request-seconds", in: 1...3600, default: requestSeconds)
        idleSeconds = reader.number("http.idle-seconds", in: 1...86_400, default: idleSeconds)
        headerBytes = reader.number("http.header-bytes", in: 4096...1024 * 1024, default: headerBytes)
        requestsPerSecond = reader.number("http.requests-per-second", in: 0...1_000_000, default: requestsPerSecond)
    }
}
