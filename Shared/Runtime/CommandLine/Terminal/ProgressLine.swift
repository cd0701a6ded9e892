internal import Foundation
import Synchronization

/// Shows on standard error that a long work goes on: on a terminal in one line that changes, elsewhere by a line every
/// some seconds. What is short shows nothing, and standard output is left to the answer.
final class ProgressLine: Sendable {
    private let pace: Mutex<ProgressPace>
    private let terminal: Terminal

    fileprivate init(_ activity: String, on terminal: Terminal) {
        self.terminal = terminal
        pace = Mutex(ProgressPace(activity, isInteractive: terminal.isInteractive))
    }

    /// Says how far it has come: `3 of 5 files`.
    func say(_ standing: String) {
        pace.withLock { $0.standing = standing }
    }

    /// Shows it until its task is cancelled.
    fileprivate func show() async {
        let start = ContinuousClock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(500))
            guard !Task.isCancelled else { return }
            guard let line = pace.withLock({ $0.line(after: ContinuousClock.now - start) }) else { continue }
            write(
                terminal.isInteractive
                    ? "\r\u{1b}[K" + line.shortened(to: terminal.columns - 1) : line + "\n")
        }
    }

    /// Leaves the terminal's line to what comes next.
    fileprivate func clear() {
        if terminal.isInteractive, pace.withLock({ $0.wasShown }) { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// When a line of progress is due, and what it says.
struct ProgressPace {
    private let activity: String
    private let interval: Duration
    private var due: Duration
    /// How far it has come; empty where nothing is counted.
    var standing = ""
    /// Whether anything was shown.
    private(set) var wasShown = false

    init(_ activity: String, isInteractive: Bool) {
        self.activity = activity
        interval = isInteractive ? .seconds(1) : .seconds(5)
        due = interval
    }

    /// The line; nil if none is due.
    /// - Parameter elapsed: how long the work has gone on.
    mutating func line(after elapsed: Duration) -> String? {
        guard elapsed >= due else { return nil }
        due = elapsed + interval
        wasShown = true
        return "\(activity), \(elapsed.components.seconds) s" + (standing.isEmpty ? "" : ": \(standing)")
    }
}

/// Does a long work, and shows meanwhile that it goes on.
/// - Parameter activity: what is being done: `auditing orders`.
func withProgress<Value>(
    _ activity: String, on terminal: Terminal = .error, _ body: (ProgressLine) async throws -> Value
) async rethrows -> Value {
    let line = ProgressLine(activity, on: terminal)
    let showing = Task { await line.show() }
    defer {
        showing.cancel()
        line.clear()
    }
    return try await body(line)
}

/// Does a long work of which nothing is counted, and shows meanwhile on standard error that it goes on.
/// - Parameter activity: what is being done: `importing households`.
public func withProgress<Value>(
    _ activity: String, _ body: () async throws -> Value
) async rethrows -> Value {
    try await withProgress(activity) { _ in try await body() }
}
