internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// A request that this process makes of another one's HTTP API.
public struct OutgoingRequest: Sendable {
    /// `http` or `https`, with host and path.
    public var url: String
    /// `GET`, `POST`, or whatever the other one knows.
    public var method: String
    /// Beside those that every request has.
    public var headers: [String: String]
    /// The bytes behind the headers; nil for none.
    public var body: [UInt8]?

    /// An answer of whatever status.
    public struct Answer: Sendable {
        /// By RFC 9110: 200, 404.
        public let status: Int
        /// The bytes behind the headers.
        public let body: [UInt8]
        private let headers: HTTPHeaders

        fileprivate init(_ response: HTTPClientResponse, _ body: ByteBuffer) {
            status = Int(response.status.code)
            self.body = Array(body.readableBytesView)
            headers = response.headers
        }

        /// The value of a header, whose name may be in upper or lower case.
        public func header(_ name: String) -> String? {
            headers.first(name: name)
        }
    }

    /// A request that is not sent yet.
    public init(_ method: String, _ url: String, headers: [String: String] = [:], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// Bounds an answer: RabbitMQ's about some thousand queues takes a few MiB.
    private static let maximumBytes = 64 * 1024 * 1024

    /// One for the whole process, which keeps connections.
    private static let client = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // Who asks wants to know that nobody is there, not to wait until somebody is.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// What the other one answers.
    /// - Parameter limit: how long it may take.
    /// - Throws: ``OutgoingRequestFault`` when no answer comes.
    public func answer(within limit: Duration) async throws(OutgoingRequestFault) -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = body.map { .bytes($0) }
        do {
            let response = try await Self.client.execute(request, timeout: .seconds(limit.components.seconds))
            return Answer(response, try await response.body.collect(upTo: Self.maximumBytes))
        } catch {
            throw OutgoingRequestFault(description: "\(error)")
        }
    }
}

/// Why a request has no answer.
public struct OutgoingRequestFault: Error, CustomStringConvertible {
    /// For people: `connection refused`.
    public let description: String
}
