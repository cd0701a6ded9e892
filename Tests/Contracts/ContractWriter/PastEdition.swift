import Contracts
import Eventing

/// The events of the suite as they were promised once. Whoever reads by it can go on, and what was written by it can be
/// read.
struct PastEdition {
    let name: String
    /// By the type of the event.
    let schemas: [String: JSON]
    /// By the type of the event.
    let examples: [String: JSON]
    /// Those of the events as partners are told them, by the type; none in editions from before.
    let partnerSchemas: [String: JSON]

    /// Takes an edition's files by their paths.
    init(name: String, files: [String: String]) throws(EventFault) {
        self.name = name
        schemas = try Self.documents(in: "schemas/", files)
        examples = try Self.documents(in: "examples/", files)
        partnerSchemas = try Self.documents(in: "partner/schemas/", files)
    }

    private static func documents(
        in folder: String, _ files: [String: String]
    ) throws(EventFault) -> [String: JSON] {
        var documents: [String: JSON] = [:]
        for (path, text) in files where path.hasPrefix(folder) {
            documents[String(path.dropFirst(folder.count).dropLast(".json".count))] = try JSON(parsing: text.utf8)
        }
        return documents
    }

    /// What the present breaks of what was promised, in sentences.
    func breaches(by published: PublishedContracts) -> [String] {
        breaches(of: schemas, by: published.events, told: "told")
            + breaches(of: partnerSchemas, by: published.partnerEvents, told: "told to partners")
    }

    private func breaches(
        of schemas: [String: JSON], by events: [String: EventContract], told: String
    ) -> [String] {
        schemas.keys.sorted().flatMap { type -> [String] in
            guard let old = schemas[type], let new = events[type]?.schema else {
                return ["\(type) of edition \(name) is no longer \(told)"]
            }
            return SchemaChange.breaking(from: old, to: new).map { "\(type) of edition \(name): \($0)" }
        }
    }

    /// The types of which an event that was written then cannot be read now, with the reason.
    func unreadable(by facts: [any Event.Type]) -> [String] {
        examples.keys.sorted().compactMap { type in
            guard let fact = facts.first(where: { $0.type.name == type }), let example = examples[type] else {
                return "\(type) of edition \(name) is no longer known"
            }
            do throws(EventFault) {
                try Self.read(example, as: fact)
                return nil
            } catch {
                return "\(type) of edition \(name): \(error)"
            }
        }
    }

    private static func read<Body: Event>(_ example: JSON, as fact: Body.Type) throws(EventFault) {
        let envelope = try EventEnvelope(decoding: Array(example.text.utf8))
        let body = try envelope.decode(fact)
        guard body.subject == envelope.subject else {
            throw .invalid(field: "subject", expected: "the subject of the event's fields")
        }
    }
}
