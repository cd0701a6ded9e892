import Foundation
import Glibc
import Synchronization

/// A loopback port where every caller is counted and turned away: a server that is down.
final class ClosedDoor: Sendable {
    let port: Int
    private let listener: Int32
    private let calls = Atomic(0)

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) + listen(listener, 64) + getsockname(listener, address, &length)
            }
        }
        guard status == 0 else { throw CocoaError(.featureUnsupported) }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in turnAway() }
    }

    /// How often somebody called.
    var callCount: Int { calls.load(ordering: .relaxed) }

    /// Ends the listening.
    func remove() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func turnAway() {
        while true {
            let caller = accept(listener, nil, nil)
            guard caller >= 0 else { break }
            calls.add(1, ordering: .relaxed)
            close(caller)
        }
        close(listener)
    }
}
