internal import Eventing
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Response {
    /// A record as JSON.
    init(_ status: Int, _ record: some Record) throws(EventFault) {
        self.init(status, json: try record.encoded())
    }

    /// JSON that was written before.
    init(_ status: Int, json: [UInt8], contentType: String = "application/json") {
        self.init(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }

    /// A problem as its media type wants it.
    init(_ problem: Problem) throws(EventFault) {
        self.init(problem.status, json: try problem.encoded(), contentType: Problem.contentType)
        if problem.status == 503 || problem.status == 429 {
            headers[.retryAfter] = "1"
        }
        if problem.status == 401 {
            headers[.wwwAuthenticate] = TokenFault.challenge(for: problem)
        }
    }
}
