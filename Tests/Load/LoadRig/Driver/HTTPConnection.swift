internal import Glibc

/// A connection to a service's HTTP API that one thread uses, one request after the other.
///
/// It waits in the kernel, so that what the driver takes of the machine is little, and the same for each request.
package final class HTTPConnection {
    /// An answer of whatever status.
    package struct Answer {
        /// The status.
        package let status: Int
        /// The body, whole.
        package let body: [UInt8]
    }

    private let descriptor: Int32
    private var unread: [UInt8] = []

    /// Connects to a port of this machine.
    /// - Parameter limit: how many seconds an answer may take.
    package init(port: UInt16, limit seconds: Int = 60) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Self.fault("no socket for port \(port)") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard connected == 0 else {
            let fault = Self.fault("nobody answers on port \(port)")
            close(descriptor)
            throw fault
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
    }

    /// Sends a whole request, and waits for its answer.
    package func exchange(_ request: [UInt8]) throws -> Answer {
        try send(request)
        while true {
            if let answer = try takeAnswer() { return answer }
            try receive()
        }
    }

    private func send(_ request: [UInt8]) throws {
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { bytes in
                Glibc.send(
                    descriptor, bytes.baseAddress.map { $0 + sent }, request.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Self.fault("a request was not taken") }
            sent += count
        }
    }

    private func receive() throws {
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else {
            throw count == 0 ? RigFault("the service closed a connection") : Self.fault("no answer came")
        }
        unread += chunk[..<count]
    }

    private func takeAnswer() throws -> Answer? {
        guard let head = try AnswerHead(of: unread) else { return nil }
        guard unread.count >= head.length + head.bodyLength else { return nil }
        let body = Array(unread[head.length..<head.length + head.bodyLength])
        unread.removeFirst(head.length + head.bodyLength)
        return Answer(status: head.status, body: body)
    }

    private static func fault(_ what: String) -> RigFault {
        RigFault("\(what): \(String(cString: strerror(errno)))")
    }
}

/// The head of an answer: its status, and how much belongs to it.
struct AnswerHead: Equatable {
    let status: Int
    /// How many bytes the head has.
    let length: Int
    /// How many bytes the body has.
    let bodyLength: Int

    /// Reads the head of what has arrived; nil if not all of it has.
    /// - Throws: for what is no answer, or one that does not say how long it is.
    init?(of bytes: [UInt8]) throws {
        guard let end = Self.end(of: bytes) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw RigFault("a service answered what is no HTTP")
        }
        let field = lines.first { $0.lowercased().hasPrefix("content-length:") }
        guard let length = field?.split(separator: ":").last.flatMap({ Int($0.filter { $0 != " " }) }) else {
            throw RigFault("a service answered without Content-Length")
        }
        self.status = status
        self.length = end
        bodyLength = length
    }

    /// Where the empty line ends; nil if it has not come yet.
    private static func end(of bytes: [UInt8]) -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard bytes.count >= mark.count else { return nil }
        return (mark.count...bytes.count).first { end in bytes[end - mark.count..<end].elementsEqual(mark) }
    }
}
