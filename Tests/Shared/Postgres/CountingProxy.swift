import Foundation
import Glibc
import Synchronization

/// Stands between a client and the server, counts what passes, and cuts it off when told to.
final class CountingProxy: Sendable {
    private struct State {
        var sockets: [Int32] = []
        var turns = 0
        var clientSpokeLast = false
        var swallowsReplies = false
        var hasEnded = false
    }

    let port: Int
    private let listener: Int32
    private let serverPort: Int
    private let state = Mutex(State())

    init(to serverPort: Int) throws {
        self.serverPort = serverPort
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) + listen(listener, 16) + getsockname(listener, address, &length)
            }
        }
        guard status == 0 else { throw CocoaError(.featureUnsupported) }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in accept() }
    }

    /// How often the client spoke after the server had: the round trips.
    var turns: Int {
        state.withLock { $0.turns }
    }

    /// Lets nothing through to the client any more.
    func swallowReplies() {
        state.withLock { $0.swallowsReplies = true }
    }

    /// Breaks all connections, and takes no more.
    func end() {
        let sockets = state.withLock { state in
            state.hasEnded = true
            return state.sockets
        }
        for descriptor in sockets + [listener] { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.loopback(port: serverPort)
            let status = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    connect(server, address, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard status == 0 else { break }
            state.withLock { $0.sockets += [client, server] }
            Thread.detachNewThread { [self] in relay(from: client, to: server, isClient: true) }
            Thread.detachNewThread { [self] in relay(from: server, to: client, isClient: false) }
        }
        close(listener)
    }

    private func relay(from source: Int32, to sink: Int32, isClient: Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count > 0 else { break }
            guard note(isClient: isClient) else { continue }
            guard buffer.withUnsafeBytes({ send(sink, $0.baseAddress, count, Int32(MSG_NOSIGNAL)) }) == count
            else { break }
        }
        shutdown(sink, Int32(SHUT_RDWR))
    }

    /// Notes who spoke. Returns whether it is to be passed on.
    private func note(isClient: Bool) -> Bool {
        state.withLock { state in
            if isClient, !state.clientSpokeLast { state.turns += 1 }
            state.clientSpokeLast = isClient
            return isClient || !state.swallowsReplies
        }
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
