import Glibc
import Testing

/// A connection to a port of this machine on which anything can be sent, and which shows what comes back and whether it was
/// closed.
final class RawConnection {
    /// What came back.
    struct Answer {
        let status: Int
        let head: String
        let body: String
    }

    private let descriptor: Int32
    private var unread: [UInt8] = []
    private(set) var isClosed = false

    init(url: String) throws {
        let port = try #require(url.split(separator: ":").last.flatMap { UInt16($0) })
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        try #require(connected == 0, "nobody listens on \(port)")
    }

    deinit {
        close(descriptor)
    }

    /// Sends a text; the other side may have closed the connection, which shows when something is received.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.send(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// The next answer; nil when none comes within the limit, or the connection is closed before.
    func answer(milliseconds limit: Int32 = 20_000) throws -> Answer? {
        while true {
            if let answer = try takeAnswer() { return answer }
            guard receive(milliseconds: limit) else { return nil }
        }
    }

    /// Takes what comes within the limit. Nothing comes of a connection that is closed.
    @discardableResult
    func receive(milliseconds limit: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, limit) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else {
            isClosed = true
            return false
        }
        unread += buffer[..<count]
        return true
    }

    private func takeAnswer() throws -> Answer? {
        guard let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let length =
            lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.split(separator: ":")[1].filter { !$0.isWhitespace }) } ?? 0
        guard unread.count >= end.upperBound + length else { return nil }
        let body = String(decoding: unread[end.upperBound..<end.upperBound + length], as: UTF8.self)
        unread.removeSubrange(..<(end.upperBound + length))
        let status = try #require(lines.first.flatMap { Int($0.split(separator: " ")[1]) })
        return Answer(status: status, head: head.lowercased(), body: body)
    }
}
