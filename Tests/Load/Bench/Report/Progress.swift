import Foundation

/// Says on standard error what is being done, and when it is done how long it took and what came of it.
struct Progress: Sendable {
    /// Does something that may take minutes.
    func during<Value>(
        _ what: String, _ body: () async throws -> Value, outcome: (Value) -> String = { _ in "" }
    ) async throws -> Value {
        let start = ContinuousClock.now
        say("bench: \(what) … ")
        do {
            let value = try await body()
            let result = outcome(value)
            say("\(seconds(since: start)) s\(result.isEmpty ? "" : ", \(result)")\n")
            return value
        } catch {
            say("failed after \(seconds(since: start)) s\n")
            throw error
        }
    }

    /// Says something that is worth to know.
    func note(_ text: String) {
        say("bench: \(text)\n")
    }

    private func seconds(since start: ContinuousClock.Instant) -> String {
        String(format: "%.1f", (ContinuousClock.now - start) / .milliseconds(100) / 10)
    }

    private func say(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
