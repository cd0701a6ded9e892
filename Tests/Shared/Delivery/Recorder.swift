import Logging
import Synchronization

/// Keeps what was logged: warnings, unless its handler is set to take more.
final class Recorder: Sendable {
    private let events = Mutex<[LogEvent]>([])

    var warnings: [String] { events.withLock { $0.map(\.message.description) } }

    /// What they said beside their message, under one key.
    func metadata(_ key: String) -> [String] {
        events.withLock { $0.compactMap { $0.metadata?[key]?.description } }
    }

    func add(_ event: LogEvent) { events.withLock { $0.append(event) } }
}

/// Logs to a recorder.
struct Recording: LogHandler {
    let recorder: Recorder
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        recorder.add(event)
    }
}
