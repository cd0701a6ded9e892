import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Passes
import Runtime

/// A service's HTTP API, as its callers use it.
struct ServiceAPI: Sendable {
    /// An answer of whatever status.
    struct Answer: Sendable, Equatable {
        let status: UInt
        let contentType: String
        let body: [UInt8]
        /// The methods that the path takes, where another one was tried.
        var allow: String?

        /// Reads the body of an answer that is as it should be.
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            guard (200..<300).contains(status) else {
                throw StoryFault("answered \(status): \(String(decoding: body, as: UTF8.self))")
            }
            return try JSONDecoder().decode(type, from: Data(body))
        }
    }

    /// Where it answers: `http://127.0.0.1:27001`.
    let url: String
    /// Where callers get their tokens.
    let passes: PassDesk

    /// One for the whole story, with a connection for each of the buyers that are busy at once.
    private static let client = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Reads.
    func get(_ path: String, as caller: Caller = .operating("story")) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        try show(caller, to: &request)
        return try await answer(to: request)
    }

    private func show(_ caller: Caller, to request: inout HTTPClientRequest) throws {
        request.headers.add(name: "Authorization", value: "Bearer \(try passes.token(of: caller))")
    }

    /// Gives a command.
    /// - Parameters:
    ///   - key: what makes a repetition of it known; nil to leave it out.
    ///   - caller: who gives it.
    ///   - trace: the header `traceparent`; nil to leave it out.
    func post(
        _ path: String, _ body: some Encodable, key: String?, as caller: Caller, trace: String? = nil
    ) async throws -> Answer {
        let encoder = JSONEncoder()
        // Sent again, it must be the same to the byte.
        encoder.outputFormatting = .sortedKeys
        return try await post(path, bytes: Array(try encoder.encode(body)), key: key, as: caller, trace: trace)
    }

    /// Gives a command whose body may be anything.
    func post(
        _ path: String, bytes: [UInt8], key: String?, as caller: Caller, trace: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        try show(caller, to: &request)
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let trace { request.headers.add(name: "traceparent", value: trace) }
        request.body = .bytes(bytes)
        return try await answer(to: request)
    }

    /// Sends whatever it may be.
    func send(
        _ method: String, _ path: String, headers: [(name: String, value: String)] = [], _ bytes: [UInt8] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = HTTPMethod(rawValue: method)
        for header in headers { request.headers.add(name: header.name, value: header.value) }
        if !bytes.isEmpty { request.body = .bytes(bytes) }
        return try await answer(to: request)
    }

    private func answer(to request: HTTPClientRequest) async throws -> Answer {
        let response = try await Self.client.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 4 * 1024 * 1024)
        return Answer(
            status: response.status.code, contentType: response.headers.first(name: "Content-Type") ?? "",
            body: Array(body.readableBytesView), allow: response.headers.first(name: "Allow"))
    }
}

extension Stage {
    /// The HTTP API of a service of the instance, or of one of its replicas.
    func api(_ service: String, replica: Int = 1) async throws -> ServiceAPI {
        let settings = try await script("env", [instance, service, "\(replica)"])
        guard
            let port = settings.split(separator: "\n").first(where: { $0.hasPrefix("THROUGHTRAIN_HTTP_PORT=") })?
                .split(separator: "=").last
        else { throw StoryFault("\(service) of \(instance) has no port") }
        return ServiceAPI(url: "http://127.0.0.1:\(port)", passes: try PassDesk(instanceFolder: folder))
    }
}
