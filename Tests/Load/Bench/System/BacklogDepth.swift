import AMQP

/// How much waits in the queues of some services.
struct BacklogDepth {
    private let administration: AMQPAdministration
    private let queues: [String]

    /// What they listen to: a queue for each partition of each source.
    private static let sources = [
        "logistics": ["orders.order"],
        "livestream": [
            "catalogue.product", "catalogue.lot", "catalogue.stock", "orders.order", "orders.settlement",
        ],
    ]

    /// Finds the queues of services.
    init(of services: [String], on system: BenchSystem) async throws {
        administration = try await AMQPAdministration.connect(try await system.broker(as: "bench.depth"))
        var found: [String] = []
        for service in services {
            for source in Self.sources[service] ?? [] {
                for partition in 0..<64 {
                    let queue = "\(service).\(source).\(partition)"
                    guard try await administration.depth(of: queue) != nil else { break }
                    found.append(queue)
                }
            }
        }
        queues = found
    }

    /// How many messages no listener has taken yet.
    func messages() async throws -> Int {
        var messages = 0
        for queue in queues { messages += try await administration.depth(of: queue)?.messages ?? 0 }
        return messages
    }

    /// Ends the connection.
    func close() async {
        await administration.close()
    }
}
