import Foundation

/// Says on standard error what is being done, and when it is done what came of it and how long it took.
struct Progress: Sendable {
    /// Does something that may take seconds.
    /// - Parameters:
    ///   - what: as people call it: `households are registered`.
    ///   - outcome: what came of it, in a few words.
    func during<Value>(
        _ what: String, _ body: () async throws -> Value, outcome: (Value) -> String = { _ in "" }
    ) async throws -> Value {
        let start = ContinuousClock.now
        say("story: \(what) … ")
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

    private func seconds(since start: ContinuousClock.Instant) -> String {
        let tenths = (ContinuousClock.now - start) / .milliseconds(100)
        return String(format: "%.1f", tenths / 10)
    }

    private func say(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
