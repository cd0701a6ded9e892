/// Work that a service does of its own accord while it is served, such as sending what waits to be sent.
public struct BackgroundTask: Sendable {
    /// Names it in logs.
    let name: String
    /// Works until its task is cancelled.
    let body: @Sendable (_ ownURL: String) async -> Void

    /// Describes the work.
    /// - Parameters:
    ///   - name: names it in logs.
    ///   - body: works until its task is cancelled, which may happen at any point. It is told where the service answers
    ///     over HTTP: `http://127.0.0.1:8080`.
    public init(_ name: String, _ body: @escaping @Sendable (_ ownURL: String) async -> Void) {
        self.name = name
        self.body = body
    }
}
