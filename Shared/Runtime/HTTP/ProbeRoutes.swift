internal import Eventing
internal import Hummingbird
internal import NIOCore

/// What a probe is told.
struct Health: Record {
    var status: String
    var missing: [String]

    init(status: String, missing: [String] = []) {
        self.status = status
        self.missing = missing
    }

    init(_ fields: inout some FieldCoder, _ health: Health?) throws(EventFault) {
        status = try fields.field("status", health?.status)
        missing = try fields.field("missing", health?.missing)
    }
}

extension Router<ServiceRequestContext> {
    /// Adds the routes by which an orchestrator learns whether the process lives and whether it takes work, and a collector
    /// what it measures. They need no token; so they are there for the machine itself, unless it is set that all may ask.
    func addProbeRoutes(
        for access: ProbeAccess, metrics: PrometheusRegistry, missing: @escaping @Sendable () -> [String]
    ) {
        get("/health/live") { _, context in
            try context.expectProbe(access)
            return try Response(200, Health(status: "live"))
        }
        get("/health/ready") { _, context in
            try context.expectProbe(access)
            let missing = missing()
            return missing.isEmpty
                ? try Response(200, Health(status: "ready"))
                : try Response(503, Health(status: "waiting", missing: missing))
        }
        get("/metrics") { _, context in
            try context.expectProbe(access)
            return Response(200, json: Array(metrics.render().utf8), contentType: PrometheusRegistry.contentType)
        }
    }
}

extension ServiceRequestContext {
    /// Refuses one that comes from another machine, unless all may ask.
    fileprivate func expectProbe(_ access: ProbeAccess) throws(Problem) {
        guard access == .everyone || isFromLoopback else {
            throw Problem(
                403, "probe-from-outside",
                "health and metrics are told to programs on this machine; http.probes=everyone tells them to all")
        }
    }
}
