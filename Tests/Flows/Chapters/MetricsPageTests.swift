import Foundation
import TestSupport
import Testing

@testable import Story

@Suite("The page on metrics", .enabled(if: LiveServers.arePresent), .serialized)
struct MetricsPageTests {
    @Test("lists every metric that a service shows, with its type, and none that it does not", .timeLimit(.minutes(3)))
    func listsAll() async throws {
        let collector = try ScriptedServer { _ in .status(200) }
        defer { collector.stop() }
        let settings = ["THROUGHTRAIN_OTLP_ENDPOINT": collector.url]
        try await playing("metrics", migrated: ["orders"], running: ["orders"], settings: settings) { stage in
            let api = try await stage.api("orders")
            _ = try await api.get("/reports/orders")
            let page = try Self.listed(in: Self.page())
            var shown: [String: String] = [:]
            // What is looked at now and then is not there at once.
            let isSame = try await eventually(within: .seconds(40)) {
                shown = Self.shown(in: String(decoding: try await api.get("/metrics").body, as: UTF8.self))
                return shown == page
            }
            let missing = shown.filter { page[$0.key] != $0.value }.keys.sorted()
            let extra = page.filter { shown[$0.key] != $0.value }.keys.sorted()
            #expect(isSame, "docs/metrics.md lacks \(missing), and has \(extra) too many")
        }
    }

    /// The types of metrics by their names, from the rows of the page's tables.
    private static func listed(in page: String) -> [String: String] {
        var listed: [String: String] = [:]
        for line in page.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count > 1, cells[0].hasPrefix("`"), cells[0].hasSuffix("`") else { continue }
            listed[String(cells[0].dropFirst().dropLast())] = cells[1]
        }
        return listed
    }

    /// The types of metrics by their names, from what a service shows.
    private static func shown(in text: String) -> [String: String] {
        var shown: [String: String] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("# TYPE ") {
            let words = line.split(separator: " ")
            if words.count == 4 { shown[String(words[2])] = String(words[3]) }
        }
        return shown
    }

    private static func page() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        return try String(contentsOf: root.appendingPathComponent("docs/metrics.md"), encoding: .utf8)
    }
}
