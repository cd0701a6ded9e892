import Glibc
import Testing

/// Two sockets that are connected to each other, of which one is watched.
final class SocketPair: Sendable {
    let ours: Int32
    private let theirs: Int32

    init() throws {
        var descriptors: [Int32] = [0, 0]
        try #require(
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0, &descriptors) == 0)
        ours = descriptors[0]
        theirs = descriptors[1]
    }

    deinit {
        close(ours)
        close(theirs)
    }

    func write(_ text: String) {
        _ = Glibc.write(theirs, text, text.utf8.count)
    }

    /// Writes to ours until it takes no more.
    func fill() {
        let bytes = [UInt8](repeating: 0, count: 4096)
        while Glibc.write(ours, bytes, bytes.count) > 0 {}
    }

    /// Reads everything that ours was filled with.
    func drain() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while read(theirs, &bytes, bytes.count) > 0 {}
    }

    func closeTheirs() {
        shutdown(theirs, Int32(SHUT_RDWR))
    }
}
