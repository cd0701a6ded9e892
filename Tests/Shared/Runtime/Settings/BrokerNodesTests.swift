import AMQP
import Runtime
import Testing

@Suite("The nodes of a broker, as they are set")
struct BrokerNodesTests {
    private func alternates(_ text: String) async throws -> [AMQPConfiguration.Address] {
        try await ServiceSettings.read(for: "orders", file: nil, overrides: ["rabbitmq.alternates=\(text)"])
            .rabbitmq.alternates
    }

    @Test("are names or addresses with their ports, and none unless they are given")
    func given() async throws {
        let nodes = try await alternates("two.example:5672, ::1:5673")
        #expect(nodes == [.init(host: "two.example", port: 5672), .init(host: "::1", port: 5673)])
        let none = try await ServiceSettings.read(for: "orders", file: nil, overrides: [])
        #expect(none.rabbitmq.alternates.isEmpty)
    }

    @Test("what is no address is named", arguments: ["two.example", "two.example:", ":5672", "two.example:70000"])
    func refused(text: String) async {
        let error = await #expect(throws: SettingsError.self) { try await alternates(text) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("rabbitmq.alternates"))
    }
}
