import AMQP
import Dispatch
import Foundation
import Glibc
import Testing

/// The broker's end of AMQP 0-9-1 on a loopback socket, played by a script: for what a real broker cannot be made to
/// do on purpose, such as confirming out of order or falling silent.
final class FakeBroker: Sendable {
    private let listener: Int32
    private let released = DispatchSemaphore(value: 0)
    let port: Int

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(status)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        close(listener)
    }

    /// How to connect here.
    var configuration: AMQPConfiguration {
        var configuration = AMQPConfiguration(
            host: "127.0.0.1", port: port, user: "u", password: "p", connectionName: "fake")
        configuration.replyTimeout = .seconds(5)
        return configuration
    }

    /// Plays a script on a thread of its own, since it blocks.
    func play(_ script: @escaping @Sendable (FakeBroker) throws -> Void) -> Task<Void, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Never.self)
        Thread.detachNewThread {
            do {
                try script(self)
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        return Task { for try await _ in stream {} }
    }

    /// Holds a script up until the test says so, with its connections open.
    func waitForRelease() {
        released.wait()
    }

    /// Lets the script go on.
    func release() {
        released.signal()
    }

    /// Takes the next connection, up to and including its login, with one channel open.
    /// - Parameter version: the version of RabbitMQ that it pretends to be; nil for another broker.
    func accept(heartbeat: UInt16 = 0, version: String? = nil) throws -> FakeConnection {
        let connection = FakeConnection(descriptor: Glibc.accept(listener, nil, nil))
        try connection.logIn(heartbeat: heartbeat, version: version)
        return connection
    }
}

/// One connection to a ``FakeBroker``.
final class FakeConnection: Sendable {
    private let descriptor: Int32

    struct Frame {
        let type: UInt8
        let channel: UInt16
        let payload: [UInt8]

        /// The class and method of a method frame.
        var method: [UInt16] {
            guard type == 1, payload.count >= 4 else { return [] }
            return [UInt16(payload[0]) << 8 | UInt16(payload[1]), UInt16(payload[2]) << 8 | UInt16(payload[3])]
        }
    }

    struct Ended: Error {}

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    func logIn(heartbeat: UInt16, version: String?) throws {
        _ = try read(8)
        let properties = version.map { field("product", "RabbitMQ") + field("version", $0) } ?? []
        try send(10, 10, channel: 0, [0, 9] + long(properties) + long(Array("PLAIN".utf8)) + long(Array("en_US".utf8)))
        _ = try expect(10, 11)
        try send(10, 30, channel: 0, [0, 16, 0, 2, 0, 0] + big(heartbeat))
        _ = try expect(10, 40)
        try send(10, 41, channel: 0, [0])
        _ = try expect(20, 10)
        try send(20, 11, channel: 1, long([]))
    }

    /// Grants publisher confirms.
    func grantConfirms() throws {
        _ = try expect(85, 10)
        try send(85, 11, channel: 1, [])
    }

    /// Waits until this many messages have been published, bodies included.
    func receive(_ count: Int) throws {
        for _ in 0..<count {
            _ = try expect(60, 40)
            while try readFrame().type != 3 {}
        }
    }

    func confirm(_ tag: UInt64, multiple: Bool = false) throws {
        try send(60, 80, channel: 1, big(tag) + [multiple ? 1 : 0])
    }

    func block(_ reason: String) throws {
        try send(10, 60, channel: 0, [UInt8(reason.utf8.count)] + Array(reason.utf8))
    }

    func unblock() throws {
        try send(10, 61, channel: 0, [])
    }

    /// Answers a goodbye.
    func sayGoodbye() throws {
        _ = try expect(10, 50)
        try send(10, 51, channel: 0, [])
    }

    /// Ends the connection without a word.
    func drop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Waits until the client has ended the connection, reading nothing.
    func waitForHangUp() {
        _ = poll(for: Self.peerHungUp, milliseconds: -1)
    }

    /// Whether the client sends something, or ends the connection, within this time.
    func hasInput(within limit: Duration) -> Bool {
        poll(for: Int16(POLLIN), milliseconds: Int32(limit / .milliseconds(1)))
    }

    /// POLLRDHUP, which the C library's module does not show.
    private static var peerHungUp: Int16 { 0x2000 }

    private func poll(for events: Int16, milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: descriptor, events: events, revents: 0)
        return Glibc.poll(&polled, 1, milliseconds) > 0
    }

    private func expect(_ classID: UInt16, _ methodID: UInt16) throws -> Frame {
        while true {
            let frame = try readFrame()
            if frame.method == [classID, methodID] { return frame }
        }
    }

    private func readFrame() throws -> Frame {
        let head = try read(7)
        let size = head[3..<7].reduce(0) { $0 << 8 | Int($1) }
        let rest = try read(size + 1)
        return Frame(type: head[0], channel: UInt16(head[1]) << 8 | UInt16(head[2]), payload: Array(rest.dropLast()))
    }

    private func send(_ classID: UInt16, _ methodID: UInt16, channel: UInt16, _ arguments: [UInt8]) throws {
        let payload = big(classID) + big(methodID) + arguments
        let frame = [1] + big(channel) + big(UInt32(payload.count)) + payload + [0xce]
        guard Glibc.send(descriptor, frame, frame.count, Int32(MSG_NOSIGNAL)) == frame.count else {
            throw Ended()
        }
    }

    private func read(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let received = recv(descriptor, &bytes, count, Int32(MSG_WAITALL))
        guard received == count else { throw Ended() }
        return bytes
    }

    /// An entry of a table: a short name, and a long text.
    private func field(_ name: String, _ text: String) -> [UInt8] {
        [UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(ascii: "S")] + long(Array(text.utf8))
    }

    private func long(_ bytes: [UInt8]) -> [UInt8] {
        big(UInt32(bytes.count)) + bytes
    }

    private func big(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
