/// What the documentation comments of Swift sources say of types, their fields and their codes.
///
/// A contract takes its structure from the types themselves, and its words from here, so that what a field means is
/// written once.
public struct SourceComments: Sendable {
    /// A type by its module and its path within it.
    struct TypeName: Hashable {
        let module: String
        let path: String
    }

    /// What the sources of one type say.
    struct TypeComments {
        var comment: String?
        /// By the name of the property.
        var properties: [String: String] = [:]
        /// The property that holds a field, by the field's name in JSON.
        var fields: [String: String] = [:]
        /// By the code.
        var codes: [String: String] = [:]
        /// Types whose listings it takes over: those that it conforms to, and those that it passes its fields on to.
        var sources: [String] = []
    }

    private var types: [TypeName: TypeComments] = [:]

    /// Knows nothing yet.
    public init() {}

    /// Reads a file as `swift format` lays it out.
    public mutating func read(_ source: String, module: String) {
        var scanner = SourceScanner(module: module)
        scanner.scan(source)
        for (name, found) in scanner.found {
            types[name, default: TypeComments()].add(found)
        }
    }

    /// What is said of a type, by its full name in Swift.
    public func comment(onType type: String) -> String? {
        lookUp(type) { $0.comment }
    }

    /// What is said of a field, by its name in JSON. Its listing may stand in another module than the property.
    public func comment(onField field: String, of type: String) -> String? {
        comment(onField: field, of: type, depth: 0)
    }

    /// What is said of a code of an enumeration.
    public func comment(onCode code: String, of type: String) -> String? {
        lookUp(type) { $0.codes[code] }
    }

    private func comment(onField field: String, of type: String, depth: Int) -> String? {
        if let property = lookUp(type, { $0.fields[field] }),
            let comment = lookUp(type, { $0.properties[property] })
        {
            return comment
        }
        guard depth < 4 else { return nil }
        let module = Self.name(type).module
        for source in candidates(type).flatMap({ types[$0]?.sources ?? [] }) {
            let comment = comment(onField: field, of: "\(module).\(source)", depth: depth + 1)
            if let comment { return comment }
        }
        return nil
    }

    private func lookUp(_ type: String, _ read: (TypeComments) -> String?) -> String? {
        for name in candidates(type) {
            if let found = types[name].flatMap(read) { return found }
        }
        return nil
    }

    /// The type itself, and then what other modules say of one with the same path, as an extension does.
    private func candidates(_ type: String) -> [TypeName] {
        let name = Self.name(type)
        let others = types.keys.filter { $0.path == name.path && $0.module != name.module }
        return [name] + others.sorted { $0.module < $1.module }
    }

    /// `OrdersEvents.OrderPlaced.Line` is `OrderPlaced.Line` in `OrdersEvents`. The runtime says of a private type that
    /// its context is unknown, in brackets.
    private static func name(_ type: String) -> TypeName {
        let parts = type.split(separator: ".").filter { !$0.hasPrefix("(") }
        return TypeName(module: String(parts.first ?? ""), path: parts.dropFirst().joined(separator: "."))
    }
}

extension SourceComments.TypeComments {
    mutating func add(_ other: Self) {
        comment = comment ?? other.comment
        properties.merge(other.properties) { first, _ in first }
        fields.merge(other.fields) { first, _ in first }
        codes.merge(other.codes) { first, _ in first }
        sources += other.sources
    }
}
