import LoadRig

/// How many events services have handled since they were started, by their own count.
struct HandledEvents {
    private let connections: [HTTPConnection]

    /// Connects to services.
    init(of services: [String], on system: RigSystem) async throws {
        var connections: [HTTPConnection] = []
        for service in services { connections.append(try HTTPConnection(port: await system.port(of: service))) }
        self.connections = connections
    }

    /// How many all of them have handled.
    func count() throws -> Int {
        try connections.reduce(0) { sum, connection in
            let page = String(decoding: try connection.exchange(Request.get("/metrics")).body, as: UTF8.self)
            guard let count = Self.count(in: page) else {
                throw RigFault("a service does not say how many events it has handled")
            }
            return sum + count
        }
    }

    /// Reads a page in the Prometheus text format; nil if it does not tell.
    static func count(in page: String) -> Int? {
        let line = page.split(separator: "\n").first { $0.hasPrefix("throughtrain_events_handled_total ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }.map { Int($0) }
    }
}
