internal import PollThread

/// A call into libpq that may block, on a thread of its own that ends with it.
///
/// Looking up a host's name and asking the server to cancel a statement have no other form in libpq; neither may hold
/// up the thread of a connection, nor the other.
actor BlockingCall {
    private let thread = PollThread(name: "postgres-call")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    func startConnecting(_ configuration: PostgresConfiguration) -> sending LibpqConnection? {
        LibpqConnection(startingWith: configuration.parameters)
    }

    func send(_ request: LibpqCancelRequest) {
        request.send()
    }
}
