import Foundation
import Glibc
import Synchronization

/// The other end of a provider's notifications: an HTTP server that answers as it is told to.
final class NotificationSink: Sendable {
    struct Request: Sendable {
        var signature: String
        var body: [UInt8]
    }

    struct Failure: Error {}

    private let requests = Mutex<[Request]>([])
    private let port: UInt16

    var url: String { "http://127.0.0.1:\(port)" }
    var received: [Request] { requests.withLock { $0 } }

    /// Listens on a free port of the loopback address.
    /// - Parameter statuses: what it answers, request by request. Behind the last one it listens no more.
    init(statuses: [Int]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutableBytes(of: &address) { bytes in
            guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(listener, address, length) == 0 && listen(listener, 8) == 0
                && getsockname(listener, address, &length) == 0
        }
        guard isListening else { throw Failure() }
        port = UInt16(bigEndian: address.sin_port)
        // A thread of its own: what blocks would take one from the tasks.
        Thread.detachNewThread { [weak self] in
            for status in statuses {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let request = Self.read(connection) else { continue }
                self?.requests.withLock { $0.append(request) }
                let answer = "HTTP/1.1 \(status) OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                _ = answer.withCString { send(connection, $0, strlen($0), 0) }
                close(connection)
            }
            close(listener)
        }
    }

    /// Reads one request, head and body.
    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        while true {
            var part = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &part, part.count, 0)
            guard count > 0 else { return nil }
            bytes += part.prefix(count)
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            func header(_ name: String) -> String? {
                head.first { $0.lowercased().hasPrefix(name + ":") }.map {
                    String($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
                }
            }
            let length = header("content-length").flatMap { Int($0) } ?? 0
            let body = Array(bytes[end.upperBound...])
            if body.count >= length { return Request(signature: header("payment-signature") ?? "", body: body) }
        }
    }
}
