import Foundation

/// What may import what. SwiftPM lets a target import what its dependencies depend on, so that it cannot see to this.
enum HouseRules {
    /// A room, by the folder that a file lies in.
    enum Room: Hashable {
        case shared(String)
        case events(String)
        case domain(String)
        case service(String)
        case command(String)
    }

    /// Modules of ours that only one room may see.
    private static let guarded: [String: @Sendable (Room) -> Bool] = [
        "CRabbitMQ": { $0 == .shared("AMQP") },
        "CPostgreSQL": { $0 == .shared("Postgres") },
        "CCurl": { $0 == .shared("Runtime") },
        "CMalloc": { $0 == .shared("Runtime") },
        "CPollThread": { $0 == .shared("PollThread") },
        "AMQP": { $0 == .shared("Delivery") || $0 == .shared("Runtime") },
        "Hummingbird": { room in
            if case .service = room { true } else { room == .shared("Runtime") }
        },
        "ArgumentParser": { room in
            if case .command = room { true } else { room == .shared("Runtime") }
        },
    ]

    private static let libraryRooms: Set = ["AMQP", "Postgres", "PollThread"]
    private static let domainMayImport: Set = ["Vocabulary", "FoundationEssentials", "Glibc"]
    private static let eventsMayImport: Set = ["Vocabulary", "Eventing"]

    /// The room that a file lies in, by its path from the root; nil for files that no rule is about.
    static func room(ofFileAt path: String) -> Room? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2 else { return nil }
        switch (parts[0], parts[2]) {
        case ("Shared", _): return .shared(parts[1])
        case ("Services", "Events"): return .events(parts[1])
        case ("Services", "Domain"): return .domain(parts[1])
        case ("Services", "Service"): return .service(parts[1])
        case ("Services", "Command"): return .command(parts[1])
        default: return nil
        }
    }

    /// The modules that a source imports.
    static func imports(in source: String) -> [String] {
        source.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ")
            while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) { words.removeFirst() }
            guard words.count > 1, words[0] == "import" else { return nil }
            // `import struct Module.Name` names the module behind the kind.
            let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return name.split(separator: ".").first.map(String.init)
        }
    }

    private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "let", "var", "typealias",
    ]

    /// The rule that an import breaks; nil for one that is allowed.
    static func breach(importing module: String, in room: Room) -> String? {
        if let mayImport = guarded[module], !mayImport(room) { return "\(module) is not for this room" }
        switch room {
        case .domain where !domainMayImport.contains(module):
            return "a domain imports the vocabulary and the standard library, not \(module)"
        case .events where !eventsMayImport.contains(module):
            return "events import eventing and the vocabulary, not \(module)"
        case .service(let name), .command(let name):
            let isForeign =
                ["Domain", "Service"].contains { module.hasSuffix($0) && module != name + $0 }
                && module != "ServiceLifecycle"
            return isForeign ? "\(name) may import the events of others, not \(module)" : nil
        case .shared(let name):
            if ["Domain", "Service", "Events"].contains(where: { module.hasSuffix($0) }) {
                return "a shared room knows no service, such as \(module)"
            }
            if libraryRooms.contains(name), ["Vocabulary", "Eventing", "Delivery", "Runtime"].contains(module) {
                return "\(name) is a library of its own and does not know \(module)"
            }
            return nil
        default: return nil
        }
    }
}
