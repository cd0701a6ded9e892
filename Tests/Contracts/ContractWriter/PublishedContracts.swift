import Contracts
import Eventing

/// The files that the contracts of the suite are published as.
struct PublishedContracts {
    private let services: [ServiceContract]

    init(_ services: [ServiceContract]) {
        self.services = services
    }

    /// Every event's contract, by its type.
    var events: [String: EventContract] {
        Dictionary(services.flatMap(\.events).map { ($0.type.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The contract of every event as partners are told it, by its type.
    var partnerEvents: [String: EventContract] {
        Dictionary(
            services.flatMap(\.partnerEvents).map { ($0.type.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The texts by their paths below `docs/contracts`.
    var files: [String: String] {
        var files = eventFiles
        files["asyncapi.json"] = AsyncAPIDocument(services, partitioning: .usual).json.text
        files["partner/asyncapi.json"] = PartnerAsyncAPIDocument(services).json.text
        for service in services { files["\(service.name).openapi.json"] = service.http.text }
        return files
    }

    /// The schemas and examples of events, of those for partners too.
    var eventFiles: [String: String] {
        var files: [String: String] = [:]
        for (name, event) in events {
            files["schemas/\(name).json"] = event.schema.text
            files["examples/\(name).json"] = event.example.text
        }
        for (name, event) in partnerEvents {
            files["partner/schemas/\(name).json"] = event.schema.text
            files["partner/examples/\(name).json"] = event.example.text
        }
        return files
    }
}
