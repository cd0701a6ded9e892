import Foundation
import Testing

@Suite("The compiler keeps strings out of queries")
struct InjectionTests {
    /// Compiles a file that imports the module as it was built for this test.
    private func compiles(_ statement: String) throws -> (succeeded: Bool, output: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).swift")
        try "import Postgres\nfunc run(_ text: String) -> PostgresQuery { \(statement) }\n".write(
            to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let shared = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../../../Shared").standardizedFileURL.path
        return try run(
            "swiftc", "-typecheck", "-swift-version", "6", "-I", "\(products)/Modules", "-I", "\(shared)/CPostgreSQL",
            "-Xcc", "-fmodule-map-file=\(products)/CPollThread.build/module.modulemap",
            "-Xcc", "-I\(try includeFolder())", file.path)
    }

    /// Where the headers of libpq are.
    private func includeFolder() throws -> String {
        let result = try run("pkg-config", "--variable=includedir", "libpq")
        try #require(result.succeeded, "\(result.output)")
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func run(_ command: String...) throws -> (succeeded: Bool, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardError = output
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus == 0, text)
    }

    @Test("a literal with a parameter is a query")
    func literal() throws {
        let result = try compiles(#"return "SELECT \(text)""#)
        #expect(result.succeeded, "\(result.output)")
    }

    @Test("a string is not", arguments: ["return text", #"return "SELECT " + text"#, "return PostgresQuery(text)"])
    func string(statement: String) throws {
        let result = try compiles(statement)
        #expect(!result.succeeded)
        #expect(result.output.contains("PostgresQuery"), "\(result.output)")
    }
}
