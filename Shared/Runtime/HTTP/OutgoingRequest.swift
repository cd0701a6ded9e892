internal import Foundation
internal import FoundationNetworking

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
        /// Nil where URLSession keeps it to itself.
        private let head: HTTPURLResponse?

        fileprivate init(_ head: HTTPURLResponse, _ body: Data) {
            (status, self.body, self.head) = (head.statusCode, Array(body), head)
        }

        /// An answer of which nothing else is known.
        fileprivate init(status: Int) {
            (self.status, body, head) = (status, [], nil)
        }

        /// The value of a header, whose name may be in upper or lower case.
        public func header(_ name: String) -> String? {
            head?.value(forHTTPHeaderField: name)
        }
    }

    /// A request that is not sent yet.
    public init(_ method: String, _ url: String, headers: [String: String] = [:], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// One for the whole process. It keeps connections, and neither cookies nor answers.
    private static let session = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 64
        configuration.urlCache = nil
        return URLSession(configuration: configuration, delegate: NoOtherCredentials(), delegateQueue: nil)
    }()

    /// What the other one answers.
    /// - Parameter limit: how long it may be silent.
    /// - Throws: ``OutgoingRequestFault`` when no answer comes.
    public func answer(within limit: Duration) async throws -> Answer {
        guard let address = URL(string: url) else { throw OutgoingRequestFault("\(url) is no URL") }
        var request = URLRequest(url: address, timeoutInterval: TimeInterval(limit.components.seconds))
        request.httpMethod = method
        request.httpBody = body.map { Data($0) }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        do {
            let (body, response) = try await Self.session.data(for: request)
            guard let head = response as? HTTPURLResponse else { throw OutgoingRequestFault("\(url) is not of HTTP") }
            return Answer(head, body)
        } catch let error as URLError where error.code == .cancelled && !Task.isCancelled {
            return Answer(status: 401)
        } catch let error as URLError {
            throw OutgoingRequestFault(error.localizedDescription)
        }
    }
}

/// A request brings what credentials there are. One that is asked for others ends by that; URLSession on Linux would wait for
/// them for ever.
private final class NoOtherCredentials: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _: URLSession, task _: URLSessionTask, didReceive _: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        completionHandler(.cancelAuthenticationChallenge, nil)
    }
}

/// Why a request has no answer.
public struct OutgoingRequestFault: Error, CustomStringConvertible {
    /// For people: `Failed to connect to 127.0.0.1 port 4318`.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
