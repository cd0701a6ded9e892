internal import Foundation

/// The scripts that run an instance of the system on this machine, in `compose/local`.
public struct LocalScripts: Sendable {
    /// Their folder.
    public let folder: String

    /// The scripts in a folder.
    public init(folder: String) {
        self.folder = folder
    }

    /// Runs a script to its end, and returns what it printed.
    /// - Parameter environment: variables that it gets beside those of this process.
    /// - Throws: ``ScriptFailure`` when it does not exit with 0.
    @discardableResult
    public func run(
        _ name: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> String {
        // A server started by a script would hold a pipe open for as long as it runs; a file does not mind.
        let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = try SpawnedProcess("\(folder)/\(name)", arguments, environment: environment, output: output.path)
        let status = await process.ended()
        let text = try String(contentsOf: output, encoding: .utf8)
        guard status == 0 else {
            throw ScriptFailure(description: "\(name) \(arguments.joined(separator: " ")) failed: \(text)")
        }
        return text
    }
}

/// A script, or another program that a test needs, that failed.
public struct ScriptFailure: Error, CustomStringConvertible {
    /// Which, and what it printed.
    public let description: String

    /// Says which, and why.
    public init(description: String) {
        self.description = description
    }
}
