internal import Vocabulary

/// The partner that the orders come from, which is told what becomes of them.
enum MarketPartner {
    /// Gives it a contract, and a user and queues on the broker.
    static func register(on system: RigSystem) async throws -> UUIDv7 {
        let id = UUIDv7.make()
        let secrets = "\(system.folder)/secrets"
        try await system.run(
            "orders",
            [
                "partner", "add", "bench-market", "--id", "\(id)",
                "--password-file", "\(secrets)/bench-market.partner",
                "--set", "rabbitmq.administrator-user=admin",
                "--set", "rabbitmq.administrator-password-file=\(secrets)/admin.rabbitmq",
                "--actor", "bench", "--reason", "its orders are measured",
            ])
        return id
    }
}
