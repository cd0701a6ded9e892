internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// RabbitMQ's management interface over HTTP, as far as it is read.
struct ManagementAPI: Sendable {
    let settings: ManagementSettings
    private let client: HTTPClient

    /// Bounds an answer: a virtual host with some thousand queues takes a few MiB.
    private static let maximumBytes = 64 * 1024 * 1024

    /// Asks the interface, for the length of one look.
    static func with<Value>(
        _ settings: ManagementSettings, _ body: (ManagementAPI) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration()
        // Who looks wants to know that nobody is there, not to wait until somebody is.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(configuration: configuration)
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body(ManagementAPI(settings: settings, client: client)))
        } catch {
            outcome = .failure(error)
        }
        try await client.shutdown()
        return try outcome.get()
    }

    /// What stands at a path; nil when the user may not see it.
    /// - Parameters:
    ///   - path: the words of the path below `/api`, as they are.
    ///   - columns: the fields that are wanted; all when there are none.
    func get<Answer: Decodable>(_: Answer.Type, at path: String..., columns: String = "") async throws -> Answer? {
        let words = path.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? $0 }
        let name = "api/" + words.joined(separator: "/")
        var request = HTTPClientRequest(
            url: "\(settings.url)/\(name)" + (columns.isEmpty ? "" : "?columns=\(columns)"))
        let credentials = Data("\(settings.user):\(settings.password)".utf8).base64EncodedString()
        request.headers.add(name: "Authorization", value: "Basic \(credentials)")
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .seconds(20))
        } catch {
            throw ManagementFault("\(settings.url) does not answer: \(error)")
        }
        switch response.status.code {
        case 200: break
        case 401, 403: return nil
        case 404: throw ManagementFault("\(settings.url) has no \(name): is what it names there?")
        default: throw ManagementFault("\(settings.url) answers \(response.status.code) to \(name)")
        }
        let body = try await response.body.collect(upTo: Self.maximumBytes)
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView))
        } catch {
            throw ManagementFault("\(settings.url) answers to \(name) what RabbitMQ would not: \(error)")
        }
    }
}

/// Why the broker's management interface is of no use.
struct ManagementFault: Error, CustomStringConvertible {
    private let reason: String

    init(_ reason: String) {
        self.reason = reason
    }

    var description: String {
        "the broker's management at \(reason). Check rabbitmq.management-url, or leave it out to look over AMQP alone."
    }
}
