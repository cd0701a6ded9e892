internal import Foundation

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
    /// The file with the authorities that may vouch for the other one's certificate; nil for those of the system.
    public var authorityFile: String?

    /// An answer of whatever status.
    public struct Answer: Sendable {
        /// By RFC 9110: 200, 404.
        public let status: Int
        /// The bytes behind the headers.
        public let body: [UInt8]
        private let headers: [(name: String, value: String)]

        init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// The value of a header, whose name may be in upper or lower case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    /// A request that is not sent yet.
    public init(_ method: String, _ url: String, headers: [String: String] = [:], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// Says who asks, by the Basic scheme of RFC 7617.
    public mutating func authenticate(as user: String, password: String) {
        headers["Authorization"] = "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"
    }

    /// What the other one answers. A redirection is an answer, and no proxy is asked.
    /// - Parameter limit: how long it may take.
    /// - Throws: ``OutgoingRequestFault`` when no answer comes, or the task is cancelled.
    public func answer(within limit: Duration) async throws(OutgoingRequestFault) -> Answer {
        try await HTTPTransfer(self, within: limit).answer().get()
    }
}

/// Why a request has no answer.
public struct OutgoingRequestFault: Error, CustomStringConvertible {
    /// For people: `connection refused`.
    public let description: String
}
