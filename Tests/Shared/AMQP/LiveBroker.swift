import AMQP
import Foundation
import Glibc
import Testing

/// A real broker, whose address the environment gives, and its management interface.
struct LiveBroker: Sendable {
    let configuration: AMQPConfiguration
    private let management: Management

    static let missing: Comment =
        "needs a broker: set THROUGHTRAIN_TEST_RABBITMQ_HOST, _PORT, _USER, _PASSWORD and _MANAGEMENT_URL, or run make test"

    static var isConfigured: Bool { Management.fromEnvironment != nil }

    /// Gives the test a virtual host of its own, which is gone afterwards.
    static func withVirtualHost(_ body: (LiveBroker) async throws -> Void) async throws {
        let environment = ProcessInfo.processInfo.environment
        let management = try #require(Management.fromEnvironment)
        let port = try #require(environment["THROUGHTRAIN_TEST_RABBITMQ_PORT"].flatMap { Int($0) })
        let name = "amqp-test-\(UUID().uuidString.lowercased())"
        try management.send("PUT", "/api/vhosts/\(name)")
        let configuration = AMQPConfiguration(
            host: try #require(environment["THROUGHTRAIN_TEST_RABBITMQ_HOST"]),
            port: port,
            virtualHost: name,
            user: management.user,
            password: management.password,
            connectionName: name)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(LiveBroker(configuration: configuration, management: management)))
        } catch {
            outcome = .failure(error)
        }
        try management.send("DELETE", "/api/vhosts/\(name)")
        try outcome.get()
    }

    /// A configuration whose connection can be told from others by its name.
    func configuration(named connectionName: String) -> AMQPConfiguration {
        var configuration = configuration
        configuration.connectionName = connectionName
        return configuration
    }

    /// Closes the connection of this name from the broker's side.
    func closeConnection(named connectionName: String) async throws {
        var connection: String?
        // The management interface learns of a connection a moment after it is open.
        try await eventually("the broker lists connection \(connectionName)") {
            let body = try management.send("GET", "/api/vhosts/\(configuration.virtualHost)/connections")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let listed = try decoder.decode([Connection].self, from: Data(body.utf8))
            connection = listed.first { $0.clientProperties?.connectionName == connectionName }?.name
            return connection != nil
        }
        let path = try #require(connection?.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        try management.send("DELETE", "/api/connections/\(path)")
    }

    func deleteQueue(_ name: String) throws {
        try management.send("DELETE", "/api/queues/\(configuration.virtualHost)/\(name)")
    }

    private struct Connection: Decodable {
        struct Properties: Decodable {
            let connectionName: String?
        }
        let name: String
        let clientProperties: Properties?
    }
}

/// Waits until a condition holds.
func eventually(
    _ expectation: Comment, within limit: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, "\(expectation) within \(limit)")
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// RabbitMQ's management interface, by plain HTTP.
private struct Management: Sendable {
    let address: in_addr_t
    let port: UInt16
    let user: String
    let password: String

    static var fromEnvironment: Management? {
        let environment = ProcessInfo.processInfo.environment
        guard let url = environment["THROUGHTRAIN_TEST_RABBITMQ_MANAGEMENT_URL"].flatMap({ URL(string: $0) }),
            let host = url.host, let port = url.port,
            let user = environment["THROUGHTRAIN_TEST_RABBITMQ_USER"],
            let password = environment["THROUGHTRAIN_TEST_RABBITMQ_PASSWORD"]
        else { return nil }
        return Management(
            address: inet_addr(host == "localhost" ? "127.0.0.1" : host), port: UInt16(port), user: user,
            password: password)
    }

    @discardableResult
    func send(_ method: String, _ path: String) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = self.address
        address.sin_port = port.bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0, "the management interface answers")
        let credentials = Data("\(user):\(password)".utf8).base64EncodedString()
        let request = """
            \(method) \(path) HTTP/1.0\r
            Host: broker\r
            Authorization: Basic \(credentials)\r
            Content-Type: application/json\r
            Content-Length: 0\r
            \r

            """
        write(descriptor, request, request.utf8.count)
        var response: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
            response += chunk[..<count]
        }
        let text = String(decoding: response, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        try #require(
            parts.first?.split(separator: " ").dropFirst().first?.hasPrefix("2") == true, "\(method) \(path): \(text)")
        return parts.count > 1 ? String(parts[1]) : ""
    }
}
