import Foundation
import LocalScripts
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite(
    "A partner, by the commands that stand in the README", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(6))
)
struct PartnerTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../..").standardizedFileURL

    /// The commands as they stand in the README's section.
    private static func commands() throws -> String {
        let page = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let section = try #require(page.components(separatedBy: "## For partners\n").dropFirst().first)
        let block = try #require(section.components(separatedBy: "```sh\n").dropFirst().first)
        return try #require(block.components(separatedBy: "```\n").first)
    }

    /// A line that the consumer prints for an event.
    private struct Line {
        let way: Substring
        let version: Substring
        let id: UUIDv7

        init?(_ text: Substring) {
            let words = text.split(separator: " ")
            guard words.count == 6, ["history", "live"].contains(words[0]), let id = UUIDv7(words[5]) else {
                return nil
            }
            (way, version, self.id) = (words[0], words[4], id)
        }
    }

    @Test("reads 100 events from the history and then those that come, none missing and none twice")
    func readme() async throws {
        let commands = try Self.commands()
        try await playing("partner", migrated: Play.services, running: ["catalogue"]) { stage in
            try await stage.setTime(Instant(of: "2019-07-07T01:00:00Z"))
            let pavilion = try await openPavilion(stage)
            try await publish(100, in: pavilion, stage)

            let output = "\(stage.folder)/partner.log"
            async let reading: Void = run(commands, on: stage, output: output)
            let isLive = await eventually(within: .seconds(150)) {
                read(output).contains("the history is read: 100 events")
            }
            try #require(isLive, "\(read(output))")
            for _ in 0..<4 { try await publish(5, in: pavilion, stage) }
            try await reading

            let lines = read(output).split(separator: "\n").compactMap(Line.init)
            #expect(lines.filter { $0.way == "history" }.count == 100)
            #expect(lines.filter { $0.way == "live" }.count == 20)
            #expect(lines.allSatisfy { $0.version == "v1" })
            let told = try await toldOfProducts(stage)
            #expect(told.count == 120)
            #expect(lines.map(\.id).sorted() == told)
        }
    }

    private func run(_ commands: String, on stage: Stage, output: String) async throws {
        let script = "set -euo pipefail; cd '\(Self.root.path)'; {\n\(commands)} >'\(output)' 2>&1"
        do {
            _ = try await LocalScripts(folder: "/bin").run(
                "bash", ["-c", script],
                environment: ["NAME": stage.instance, "THROUGHTRAIN_CLOCK_FILE": stage.clockFile])
        } catch {
            throw StoryFault("the README's commands failed: \(read(output))")
        }
    }

    private func read(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }

    private struct IDs: Decodable { let ids: [String] }

    private func openPavilion(_ stage: Stage) async throws -> String {
        let file = try stage.write(
            """
            {"pavilions":[{"county":"522728","name":{"zh":"罗甸馆","en":"Luodian pavilion"},"operator":"\(UUIDv7.make())"}]}
            """, to: "pavilions.json")
        let opened = try await stage.ask(IDs.self, "catalogue", ["pavilion", "open", file, "--actor", "zhao.county"])
        return try #require(opened.ids.first)
    }

    private func publish(_ count: Int, in pavilion: String, _ stage: Stage) async throws {
        let product = """
            {"kind":"agricultural","name":{"zh":"火龙果","en":"Dragon fruit"},"county":"522728","pavilion":"\(pavilion)",
            "sub_platforms":[],"sold_by":"g","unit":{"net_g":500,"gross_g":540,"volume_ml":900},"goods_class":"fruit",
            "perishable":true,"shelf_days":20,"tax_class":"produce","floor":{"fen":400,"per":"500g"},
            "listings":[{"price":{"fen":500,"per":"500g"},"from":"2019-01-01T00:00:00.000Z"}],"options":[]}
            """
        let products = Array(repeating: product, count: count).joined(separator: ",")
        let file = try stage.write(#"{"products":[\#(products)]}"#, to: "products.json")
        _ = try await stage.run("catalogue", ["product", "publish", file, "--actor", "zhao.pavilion"])
    }

    /// The ids of what catalogue told of products, by its own log.
    private func toldOfProducts(_ stage: Stage) async throws -> [UUIDv7] {
        let session = try await PostgresConnection.connect(Administrator(of: stage).database(of: "catalogue"))
        let ids = try await session.query("SELECT id FROM event_log WHERE aggregate = 'product' ORDER BY id").decode(
            UUIDv7.self)
        await session.close()
        return ids
    }
}
