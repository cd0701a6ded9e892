/// A difference between two versions of a schema by which somebody who reads by the older one may be misled, or by which
/// what was written by the older one may no longer be read.
public struct SchemaChange: Sendable, Equatable, CustomStringConvertible {
    /// What happened to a field.
    public enum Kind: Sendable, Equatable {
        /// It is gone.
        case removed
        /// It must be there now, which what was written before may not have.
        case required
        /// It may be absent now, on which readers do not count.
        case optional
        /// By this keyword, less is allowed than before, or something else.
        case narrowed(String)
    }

    /// The field's place: `data.lines[].price`.
    public let path: String
    /// What happened to it.
    public let kind: Kind

    /// Names a change.
    public init(_ path: String, _ kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// What happened, for whoever has to take it back.
    public var description: String {
        switch kind {
        case .removed: "\(path) was removed"
        case .required: "\(path) must be there now, and is absent from what was written before"
        case .optional: "\(path) may be absent now, and readers count on it"
        case .narrowed(let keyword): "\(path) was narrowed or changed by \(keyword)"
        }
    }
}

extension SchemaChange {
    /// What breaks between a schema and a later one of the same major version. Additions, and wider values, do not.
    public static func breaking(from old: JSON, to new: JSON, at path: String = "") -> [SchemaChange] {
        narrowings(from: old, to: new).map { SchemaChange(path, .narrowed($0)) }
            + fields(from: old, to: new, at: path)
            + elements(from: old, to: new, at: path)
    }

    private static func fields(from old: JSON, to new: JSON, at path: String) -> [SchemaChange] {
        let wasRequired = Set((old["required"]?.elements ?? []).compactMap(\.string))
        let isRequired = Set((new["required"]?.elements ?? []).compactMap(\.string))
        func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        let kept = (old["properties"]?.members ?? []).flatMap { member -> [SchemaChange] in
            let place = place(member.name)
            guard let field = new["properties"]?[member.name] else { return [SchemaChange(place, .removed)] }
            let lost = wasRequired.contains(member.name) && !isRequired.contains(member.name)
            return (lost ? [SchemaChange(place, .optional)] : [])
                + breaking(from: member.value, to: field, at: place)
        }
        return kept + isRequired.subtracting(wasRequired).sorted().map { SchemaChange(place($0), .required) }
    }

    private static func elements(from old: JSON, to new: JSON, at path: String) -> [SchemaChange] {
        guard let old = old["items"], let new = new["items"] else { return [] }
        return breaking(from: old, to: new, at: path + "[]")
    }

    /// The keywords by which less is allowed than before.
    private static func narrowings(from old: JSON, to new: JSON) -> [String] {
        let changed = ["type", "const", "contentEncoding", "x-unit"].filter { old[$0] != new[$0] }
        return changed + ["pattern", "format"].filter { isRestricted(old[$0], new[$0]) }
            + (hasLost(old["enum"], new["enum"]) ? ["enum"] : [])
            + ["minimum", "minLength", "minItems"].filter { isBeyond(new[$0], old[$0]) }
            + ["maximum", "maxLength", "maxItems"].filter { isBelow(new[$0], old[$0]) }
    }

    /// A text that was free, or of another form, has a form now. 32 bits fit in 64.
    private static func isRestricted(_ old: JSON?, _ new: JSON?) -> Bool {
        guard let new else { return false }
        return old != new && !(old == "int32" && new == "int64")
    }

    private static func hasLost(_ old: JSON?, _ new: JSON?) -> Bool {
        guard let new else { return false }
        guard let old else { return true }
        return !old.elements.allSatisfy { new.elements.contains($0) }
    }

    private static func isBeyond(_ new: JSON?, _ old: JSON?) -> Bool {
        guard let new = new?.integer else { return false }
        return old?.integer.map { new > $0 } ?? true
    }

    private static func isBelow(_ new: JSON?, _ old: JSON?) -> Bool {
        guard let new = new?.integer else { return false }
        return old?.integer.map { new < $0 } ?? true
    }
}
