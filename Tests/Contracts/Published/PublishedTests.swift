import Contracts
import Eventing
import Foundation
import Testing

@testable import ContractWriter

@Suite("The published contracts")
struct PublishedTests {
    private static let checkout = Checkout(
        root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
            .standardizedFileURL)
    private static let folder = ContractFolder(checkout.contracts)
    private static let published = Result {
        PublishedContracts(try Suite.contracts(checkout.comments()))
    }

    @Test("are those of the types that run")
    func current() throws {
        let generated = try Self.published.get().files
        let committed = try Self.folder.files()
        let differing = Set(generated.keys).union(committed.keys).filter { generated[$0] != committed[$0] }
        #expect(differing.sorted() == [], "run `make contracts`, look at what it changed, and commit it")
    }

    @Test("cover every event type that a source declares")
    func complete() throws {
        let declared = try Self.checkout.sources(in: "Services").reduce(into: 0) { count, path in
            guard path.contains("/Events/") else { return }
            let url = Self.checkout.root.appendingPathComponent("Services/\(path)")
            count += try String(contentsOf: url, encoding: .utf8).ranges(of: "static let type = EventType(").count
        }
        #expect(declared == Suite.facts.count)
        #expect(Set(Suite.facts.map { $0.type.name }).count == declared)
    }

    @Test("say in words what every field of an event is")
    func described() throws {
        let silent = try Self.published.get().events.values.flatMap { event in
            Self.undescribed(event.schema, at: event.type.name)
        }
        #expect(silent.sorted() == [])
    }

    private static func undescribed(_ schema: JSON, at path: String) -> [String] {
        let fields = (schema["properties"]?.members ?? []).flatMap { member in
            (member.value["description"] == nil ? ["\(path).\(member.name)"] : [])
                + undescribed(member.value, at: "\(path).\(member.name)")
        }
        return fields + (schema["items"].map { undescribed($0, at: path + "[]") } ?? [])
    }

    @Test("break nothing that a past edition promised, and read all that was written by it")
    func compatible() throws {
        let editions = try Self.folder.editions()
        #expect(!editions.isEmpty)
        for edition in editions {
            #expect(!edition.schemas.isEmpty && edition.schemas.count == edition.examples.count)
            #expect(edition.breaches(by: try Self.published.get()) == [])
            #expect(edition.unreadable(by: Suite.facts) == [])
        }
    }

    /// The present, kept as an edition with something changed in it.
    private static func edition(
        changing path: String, _ change: (JSON) -> JSON
    ) throws -> PastEdition {
        var files = try published.get().eventFiles
        let text = try #require(files[path])
        files[path] = change(try JSON(parsing: text.utf8)).text
        return try PastEdition(name: "planted", files: files)
    }

    @Test("would be found to break a promise of a field that is not there")
    func plantedField() throws {
        let type = "throughtrain.orders.order.placed.v1"
        let edition = try Self.edition(changing: "schemas/\(type).json") { schema in
            let data = schema["properties"]?["data"] ?? [:]
            let promised = data["properties"]?.with("gift", ["type": "boolean"])
            return schema.with("properties", schema["properties"]?.with("data", data.with("properties", promised)))
        }
        #expect(
            edition.breaches(by: try Self.published.get())
                == ["\(type) of edition planted: data.gift was removed"])
    }

    @Test("would be found not to read an event that lacks a field")
    func plantedExample() throws {
        let type = "throughtrain.orders.order.placed.v1"
        let edition = try Self.edition(changing: "examples/\(type).json") { event in
            let fields = event["data"]?.members.filter { $0.name != "kind" } ?? []
            return event.with("data", .object(fields))
        }
        #expect(edition.unreadable(by: Suite.facts) == ["\(type) of edition planted: field kind is missing"])
    }

    @Test("would be found to lack an event that was told once")
    func plantedEvent() throws {
        var files = try Self.published.get().eventFiles
        files["schemas/throughtrain.orders.order.gone.v1.json"] = "{}"
        let edition = try PastEdition(name: "planted", files: files)
        #expect(
            edition.breaches(by: try Self.published.get())
                == ["throughtrain.orders.order.gone.v1 of edition planted is no longer told"])
    }
}
