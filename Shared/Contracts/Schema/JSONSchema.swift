public import Eventing

/// Writes shapes as JSON Schema (draft 2020-12), in the words of the sources' own comments.
///
/// Only what a reader checks is a constraint. Unknown members are welcome, since a version may add.
public struct JSONSchema: Sendable {
    /// The dialect, for `$schema`.
    public static let dialect: JSON = "https://json-schema.org/draft/2020-12/schema"

    private let comments: SourceComments

    /// Describes by the comments of these sources.
    public init(_ comments: SourceComments) {
        self.comments = comments
    }

    /// The schema of a shape.
    /// - Parameter description: what a comment says of the field that holds it; nil to say what its type is.
    public func schema(of shape: FieldShape, description: String? = nil) -> JSON {
        switch shape {
        case .text(let text): self.text(text, description)
        case .integer(let bits): described(["type": "integer", "format": "int64"], description).narrowed(to: bits)
        case .boolean: described(["type": "boolean"], description)
        case .codes(let codes, let type): self.codes(codes, of: type, description)
        case .list(let element, let maximum):
            described(["type": "array"], description)
                .with("items", schema(of: element))
                .with("maxItems", maximum.map { .number(String($0)) })
        case .record(let record): schema(of: record, description: description)
        case .object: described(["type": "object"], description)
        }
    }

    /// The schema of a record's objects.
    public func schema(of record: RecordShape, description: String? = nil) -> JSON {
        var properties: [JSON.Member] = []
        for field in record.fields {
            let comment = comments.comment(onField: field.name, of: record.type)
            let unit = FieldUnit.unit(ofField: field.name, holding: field.shape)
            properties.append(
                JSON.Member(
                    field.name,
                    schema(of: field.shape, description: comment).with("x-unit", unit.map { .text($0) })))
        }
        let required = record.fields.filter(\.isRequired).map { JSON.text($0.name) }
        return described(["type": "object"], description ?? comments.comment(onType: record.type))
            .with("properties", .object(properties))
            .with("required", required.isEmpty ? nil : .list(required))
    }

    private func text(_ shape: TextShape, _ description: String?) -> JSON {
        described(["type": "string"], description)
            .with("format", shape.format.map { .text($0) })
            .with("pattern", shape.pattern.map { .text($0) })
            .with("contentEncoding", shape.encoding.map { .text($0) })
    }

    /// The codes with what each means, since a schema has no place for that but its description.
    private func codes(_ codes: [String], of type: String, _ description: String?) -> JSON {
        let meanings = codes.compactMap { code in
            comments.comment(onCode: code, of: type).map { "- `\(code)`: \($0)" }
        }
        let whole = description ?? comments.comment(onType: type)
        let text = ([whole].compactMap { $0 } + meanings).joined(separator: "\n")
        return described(["type": "string"], text.isEmpty ? nil : text)
            .with("enum", .list(codes.map { .text($0) }))
    }

    private func described(_ schema: JSON, _ description: String?) -> JSON {
        guard let description else { return schema }
        return .object([JSON.Member("description", .text(description))] + schema.members)
    }
}

extension JSON {
    /// Readers in languages whose numbers lose digits beyond 2^53 are told of 64 bits by the format only.
    fileprivate func narrowed(to bits: Int) -> JSON {
        guard bits == 32 else { return self }
        return with("format", "int32")
            .with("minimum", .number(String(Int32.min))).with("maximum", .number(String(Int32.max)))
    }
}
