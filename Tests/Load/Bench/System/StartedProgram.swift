import Foundation

/// A service that the bench starts by itself, without a shell before it that would take time of its own.
struct StartedProgram {
    private let process = Process()

    /// Describes it; ``start()`` starts it.
    /// - Parameters:
    ///   - folder: that it works in.
    ///   - log: that it writes to.
    init(
        _ path: String, _ arguments: [String], settings: [String: String], folder: String, log: String
    ) throws {
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try output.seekToEnd()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(settings) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
    }

    /// Starts it.
    func start() throws {
        try process.run()
    }

    /// Ends it, and waits for its end.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
