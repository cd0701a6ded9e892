internal import Foundation
internal import Glibc
internal import Synchronization

/// An HTTP server that answers as a test wishes, and keeps what it was sent. It knows one request a connection.
public final class ScriptedServer: Sendable {
    /// What it was sent.
    public struct Request: Sendable {
        /// The lines of the head.
        public var head: [String]
        /// The bytes behind it.
        public var body: [UInt8]

        /// A header's value, by its name in lower case.
        public func header(_ name: String) -> String? {
            head.first { $0.lowercased().hasPrefix(name + ":") }.map {
                String($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
            }
        }
    }

    /// What it does with a request.
    public enum Reply: Sendable {
        /// Answers with a status, and headers beside those that it always sends.
        case status(Int, headers: [String] = [])
        /// Keeps the caller waiting.
        case silence
    }

    private struct Failure: Error {}

    private struct State {
        var requests: [Request] = []
        var held: [Int32] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    private let listener: Int32
    private let port: UInt16

    /// Where it listens: `http://127.0.0.1:41234`.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// What it was sent so far.
    public var received: [Request] { state.withLock { $0.requests } }

    /// Listens on a free port of the loopback address until it is stopped.
    /// - Parameter reply: says what to do with a request, by how many came before it.
    public init(_ reply: @escaping @Sendable (_ before: Int) -> Reply) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutableBytes(of: &address) { bytes in
            guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(listener, address, length) == 0 && listen(listener, 64) == 0
                && getsockname(listener, address, &length) == 0
        }
        guard isListening else { throw Failure() }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        // A thread of its own: what blocks would take one from the tasks.
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { break }
                serve(connection, reply)
            }
        }
    }

    private func serve(_ connection: Int32, _ reply: (Int) -> Reply) {
        guard let request = Self.read(connection) else {
            close(connection)
            return
        }
        let before = state.withLock { state in
            state.requests.append(request)
            return state.requests.count - 1
        }
        switch reply(before) {
        case .status(let status, let headers):
            let head = ["HTTP/1.1 \(status) Scripted", "Content-Length: 0", "Connection: close"] + headers
            let answer = head.joined(separator: "\r\n") + "\r\n\r\n"
            _ = answer.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
            close(connection)
        case .silence: state.withLock { $0.held.append(connection) }
        }
    }

    /// Listens no more, and lets go of those that it kept waiting.
    public func stop() {
        let held = state.withLock { state -> [Int32] in
            if state.isStopped { return [] }
            state.isStopped = true
            // Ends the thread's accept.
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
            return state.held
        }
        for connection in held { close(connection) }
    }

    deinit { stop() }

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
            let request = Request(head: head.map(String.init), body: Array(bytes[end.upperBound...]))
            if request.body.count >= request.header("content-length").flatMap({ Int($0) }) ?? 0 { return request }
        }
    }
}
