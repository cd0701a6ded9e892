internal import CPostgreSQL

/// A request to stop what a connection is running. It travels on a connection of its own, and sending it blocks.
final class LibpqCancelRequest: Sendable {
    // Sending the pointer is safe: PQcancel only reads the object and is documented to be callable from a thread
    // other than the connection's, and the object is freed once, when nobody can send it any more.
    nonisolated(unsafe) private let request: OpaquePointer

    init(_ request: OpaquePointer) {
        self.request = request
    }

    deinit {
        PQfreeCancel(request)
    }

    /// Sends the request and waits until the server took it. A failure leaves the statement running to its end.
    func send() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { reason in
            _ = PQcancel(request, reason.baseAddress, Int32(reason.count))
        }
    }
}
