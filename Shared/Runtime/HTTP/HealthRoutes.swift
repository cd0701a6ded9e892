internal import Eventing
internal import Hummingbird

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
    /// Adds the routes by which an orchestrator learns whether the process lives, and whether it takes work.
    func addHealthRoutes(missing: @escaping @Sendable () -> [String]) {
        get("/health/live") { _, _ in try Response(200, Health(status: "live")) }
        get("/health/ready") { _, _ in
            let missing = missing()
            return missing.isEmpty
                ? try Response(200, Health(status: "ready"))
                : try Response(503, Health(status: "waiting", missing: missing))
        }
    }
}
