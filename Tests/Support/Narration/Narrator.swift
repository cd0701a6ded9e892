internal import Foundation

/// Says on standard error what is being done, and when it is done what came of it and how long it took.
public struct Narrator: Sendable {
    private let program: String

    /// Speaks for a program, by its name.
    public init(of program: String) {
        self.program = program
    }

    /// Does something that may take minutes.
    /// - Parameters:
    ///   - what: as people call it: `households are registered`.
    ///   - outcome: what came of it, in a few words.
    public func during<Value>(
        _ what: String, _ body: () async throws -> Value, outcome: (Value) -> String = { _ in "" }
    ) async throws -> Value {
        let start = ContinuousClock.now
        say("\(program): \(what) … ")
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
    public func note(_ text: String) {
        say("\(program): \(text)\n")
    }

    private func seconds(since start: ContinuousClock.Instant) -> String {
        String(format: "%.1f", (ContinuousClock.now - start) / .milliseconds(100) / 10)
    }

    private func say(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
