internal import Logging

/// Work that a service does of its own accord while it is served, such as sending what waits to be sent. Of several
/// instances, one does it.
public struct BackgroundTask: Sendable {
    /// Names it in logs.
    let name: String
    /// Works until its task is cancelled.
    let body: @Sendable (_ ownURL: String) async -> Void

    /// Describes the work.
    /// - Parameters:
    ///   - name: names it in logs.
    ///   - body: works until its task is cancelled, which may happen at any point, and may be run again after that. It is
    ///     told where the service answers over HTTP: `http://127.0.0.1:8080`.
    public init(_ name: String, _ body: @escaping @Sendable (_ ownURL: String) async -> Void) {
        self.name = name
        self.body = body
    }

    /// Works until the task is cancelled.
    func run(ownURL: String, logger: Logger) async {
        await body(ownURL)
        if !Task.isCancelled { logger.error("a background task has ended", metadata: ["task": "\(name)"]) }
    }
}
