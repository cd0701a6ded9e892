internal import Foundation
internal import FoundationNetworking

/// A request that this process makes of another one's HTTP API.
public struct OutgoingRequest: Sendable {
    /// `http` or `https`, with host and path.
    public var url: String
    public var method: String
    /// Beside those that every request has.
    public var headers: [String: String]
    public var body: [UInt8]?

    /// An answer of whatever status.
    public struct Answer: Sendable {
        public let status: Int
        public let body: [UInt8]
        private let head: HTTPURLResponse?

        fileprivate init(_ head: HTTPURLResponse, _ body: Data) {
            self.head = head
            self.body = Array(body)
            status = head.statusCode
        }

        /// The answer to one whose credentials are not taken.
        fileprivate init(unauthorized: Void) {
            head = nil
            body = []
            status = 401
        }

        /// The value of a header, whose name may be in upper or lower case.
        public func header(_ name: String) -> String? {
            head?.value(forHTTPHeaderField: name)
        }
    }

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
            return Answer(unauthorized: ())
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
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
