import Foundation
import Testing

@Suite("Rooms import only what the house allows")
struct ImportsTests {
    /// Every Swift source under `Shared` and `Services`, by its path from the root.
    private static let sources: [String] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
            .standardizedFileURL
        return ["Shared", "Services"].flatMap { folder -> [String] in
            let paths = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            return (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.map {
                "\(folder)/\($0)"
            }
        }
    }()

    @Test("every import line")
    func imports() throws {
        #expect(Self.sources.count > 300)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        for path in Self.sources {
            guard let room = HouseRules.room(ofFileAt: path) else { continue }
            let source = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            for module in HouseRules.imports(in: source) {
                let breach = HouseRules.breach(importing: module, in: room)
                #expect(breach == nil, "\(path): \(breach ?? "")")
            }
        }
    }

    @Test("no file is a drawer for what has no place")
    func drawers() {
        let words = ["Util", "Helper", "Common", "Extensions", "Misc"]
        for path in Self.sources {
            let name = path.split(separator: "/").last ?? ""
            #expect(!words.contains { name.contains($0) }, "\(path)")
        }
    }

    @Test(
        "planted breaches are found",
        arguments: [
            ("Services/Orders/Domain/Order.swift", "import Eventing"),
            ("Services/Orders/Domain/Order.swift", "public import Foundation"),
            ("Services/Orders/Events/OrderPlaced.swift", "internal import OrdersDomain"),
            ("Services/Orders/Service/Store/OrderStore.swift", "@testable import CatalogueDomain"),
            ("Services/Orders/Command/Orders.swift", "import CatalogueService"),
            ("Services/Orders/Service/OrdersService.swift", "import ArgumentParser"),
            ("Services/Orders/Service/OrdersService.swift", "internal import AMQP"),
            ("Shared/Delivery/Pump.swift", "import OrdersEvents"),
            ("Shared/Delivery/Pump.swift", "import Hummingbird"),
            ("Shared/AMQP/Session.swift", "import Vocabulary"),
            ("Shared/Runtime/Host.swift", "import CPostgreSQL"),
            ("Shared/Postgres/Pool.swift", "import struct AMQP.AMQPMessage"),
        ])
    func planted(path: String, line: String) throws {
        let room = try #require(HouseRules.room(ofFileAt: path))
        let module = try #require(HouseRules.imports(in: line).first)
        #expect(HouseRules.breach(importing: module, in: room) != nil)
    }
}
