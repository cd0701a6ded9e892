internal import Eventing
internal import Foundation

/// RabbitMQ's management interface over HTTP, as far as it is used.
struct ManagementAPI: Sendable {
    let settings: ManagementSettings

    /// What stands at a path; nil when the user may not see it.
    /// - Parameters:
    ///   - path: the words of the path below `/api`, as they are.
    ///   - columns: the fields that are wanted; all when there are none.
    func get<Answer: Decodable>(_: Answer.Type, at path: String..., columns: String = "") async throws -> Answer? {
        let name = Self.name(of: path)
        let response = try await execute(request(name + (columns.isEmpty ? "" : "?columns=\(columns)")))
        switch response.status {
        case 200: break
        case 401, 403: return nil
        case 404: throw ManagementFault("\(settings.url) has no \(name): is what it names there?")
        default: throw ManagementFault("\(settings.url) answers \(response.status) to \(name)")
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(response.body))
        } catch {
            throw ManagementFault("\(settings.url) answers to \(name) what RabbitMQ would not: \(error)")
        }
    }
}

extension ManagementAPI {
    /// Whether something stands at a path.
    func exists(at path: String...) async throws -> Bool {
        let name = Self.name(of: path)
        let response = try await execute(request(name))
        switch response.status {
        case 200: return true
        case 404: return false
        default: throw fault(response, name)
        }
    }

    /// Puts something at a path, in place of what stands there.
    func put(_ body: some Record, at path: String...) async throws {
        let name = Self.name(of: path)
        var request = request(name)
        request.method = "PUT"
        request.headers["Content-Type"] = "application/json"
        request.body = try body.encoded()
        let response = try await execute(request)
        guard [201, 204].contains(response.status) else { throw fault(response, name) }
    }

    /// Deletes what stands at a path; what is not there is not missed.
    func delete(at path: String...) async throws {
        let name = Self.name(of: path)
        var request = request(name)
        request.method = "DELETE"
        let response = try await execute(request)
        guard [204, 404].contains(response.status) else { throw fault(response, name) }
    }

    private static func name(of path: [String]) -> String {
        let words = path.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? $0 }
        return "api/" + words.joined(separator: "/")
    }

    private func request(_ name: String) -> OutgoingRequest {
        var request = OutgoingRequest("GET", "\(settings.url)/\(name)")
        request.authenticate(as: settings.user, password: settings.password)
        request.authorityFile = settings.authorityFile
        return request
    }

    private func execute(_ request: OutgoingRequest) async throws -> OutgoingRequest.Answer {
        do {
            return try await request.answer(within: .seconds(20))
        } catch {
            throw ManagementFault("\(settings.url) does not answer: \(error)")
        }
    }

    private func fault(_ response: OutgoingRequest.Answer, _ name: String) -> ManagementFault {
        switch response.status {
        case 401, 403: ManagementFault("\(settings.url) lets \(settings.user) not do that at \(name)")
        default: ManagementFault("\(settings.url) answers \(response.status) at \(name)")
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
