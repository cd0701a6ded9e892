import LoadRig

/// How many messages the broker has taken in and handed out since it was started, by its own count.
struct BrokerTraffic: Sendable, Equatable {
    /// Messages that were published.
    var published: Double
    /// Messages that were handed to the services, whose queues are quorum queues; those to the driver are not counted.
    var delivered: Double

    /// What was counted between an earlier look and this one.
    func since(_ earlier: BrokerTraffic) -> BrokerTraffic {
        BrokerTraffic(published: published - earlier.published, delivered: delivered - earlier.delivered)
    }

    /// Looks at the broker's page for Prometheus.
    static func now(on system: RigSystem) async throws -> BrokerTraffic {
        let settings = try await system.settings(of: "admin")
        guard let port = settings["THROUGHTRAIN_RABBITMQ_PROMETHEUS_PORT"].flatMap({ UInt16($0) }) else {
            throw RigFault("the broker of \(system.instance) has no port for its metrics")
        }
        let answer = try HTTPConnection(port: port).exchange(Request.get("/metrics"))
        let page = String(decoding: answer.body, as: UTF8.self)
        return BrokerTraffic(page: page)
    }

    /// Reads a page in the Prometheus text format.
    init(page: String) {
        self.init(published: 0, delivered: 0)
        for line in page.split(separator: "\n") {
            guard let value = line.split(separator: " ").last.flatMap({ Double($0) }) else { continue }
            if line.hasPrefix("rabbitmq_global_messages_received_total{") { published += value }
            if line.hasPrefix("rabbitmq_global_messages_delivered_total{"), line.contains("rabbit_quorum_queue") {
                delivered += value
            }
        }
    }

    /// States both.
    init(published: Double, delivered: Double) {
        self.published = published
        self.delivered = delivered
    }
}
