import Contracts
import Testing

@Suite("Between two versions of a schema")
struct SchemaChangeTests {
    private static let old: JSON = [
        "type": "object",
        "properties": [
            "id": ["type": "string", "format": "uuid"],
            "kind": ["type": "string", "enum": ["a", "b"]],
            "count": ["type": "integer", "format": "int32", "minimum": 0, "maximum": 10],
            "note": ["type": "string"],
            "lines": [
                "type": "array", "maxItems": 10,
                "items": [
                    "type": "object", "properties": ["amount_fen": ["type": "integer", "x-unit": "fen"]],
                    "required": ["amount_fen"],
                ],
            ],
        ],
        "required": ["id", "kind", "lines"],
    ]

    /// The old schema with one property set.
    private static func with(_ name: String, _ property: JSON) -> JSON {
        old.with("properties", old["properties"]?.with(name, property))
    }

    private static func without(_ name: String) -> JSON {
        let left = old["properties"]?.members.filter { $0.name != name } ?? []
        return old.with("properties", .object(left))
    }

    private static func lines(_ line: JSON, maximum: JSON = 10) -> JSON {
        with("lines", ["type": "array", "maxItems": maximum, "items": line])
    }

    private static let line: JSON = [
        "type": "object", "properties": ["amount_fen": ["type": "integer", "x-unit": "fen"]],
        "required": ["amount_fen"],
    ]

    private struct Case: CustomTestStringConvertible {
        let testDescription: String
        let new: JSON
        let changes: [SchemaChange]
    }

    private static let breaking: [Case] = [
        Case(
            testDescription: "a field that may be absent is gone", new: without("note"),
            changes: [SchemaChange("note", .removed)]),
        Case(
            testDescription: "a field deep inside is gone",
            new: lines(["type": "object", "properties": [:], "required": []]),
            changes: [SchemaChange("lines[].amount_fen", .removed)]),
        Case(
            testDescription: "a new field is required",
            new: with("grade", ["type": "string"]).with("required", ["id", "kind", "lines", "grade"]),
            changes: [SchemaChange("grade", .required)]),
        Case(
            testDescription: "an old field is required now",
            new: old.with("required", ["id", "kind", "lines", "note"]),
            changes: [SchemaChange("note", .required)]),
        Case(
            testDescription: "a field may be absent now", new: old.with("required", ["id", "lines"]),
            changes: [SchemaChange("kind", .optional)]),
        Case(
            testDescription: "another type", new: with("note", ["type": "integer"]),
            changes: [SchemaChange("note", .narrowed("type"))]),
        Case(
            testDescription: "a code is gone", new: with("kind", ["type": "string", "enum": ["a", "c"]]),
            changes: [SchemaChange("kind", .narrowed("enum"))]),
        Case(
            testDescription: "a free text takes codes only", new: with("note", ["type": "string", "enum": ["x"]]),
            changes: [SchemaChange("note", .narrowed("enum"))]),
        Case(
            testDescription: "a free text has a form", new: with("note", ["type": "string", "pattern": "^x$"]),
            changes: [SchemaChange("note", .narrowed("pattern"))]),
        Case(
            testDescription: "bounds are closer",
            new: with("count", ["type": "integer", "format": "int32", "minimum": 1, "maximum": 9]),
            changes: [SchemaChange("count", .narrowed("minimum")), SchemaChange("count", .narrowed("maximum"))]),
        Case(
            testDescription: "a list is shorter", new: lines(line, maximum: 9),
            changes: [SchemaChange("lines", .narrowed("maxItems"))]),
        Case(
            testDescription: "an amount is counted in something else",
            new: lines(line.with("properties", ["amount_fen": ["type": "integer", "x-unit": "yuan"]])),
            changes: [SchemaChange("lines[].amount_fen", .narrowed("x-unit"))]),
    ]

    @Test("what is removed, required, or narrowed breaks, and is named", arguments: breaking)
    private func breaks(_ example: Case) {
        #expect(SchemaChange.breaking(from: Self.old, to: example.new) == example.changes)
    }

    private static let harmless: [Case] = [
        Case(testDescription: "nothing", new: old, changes: []),
        Case(testDescription: "a new field that may be absent", new: with("grade", ["type": "string"]), changes: []),
        Case(
            testDescription: "one more code", new: with("kind", ["type": "string", "enum": ["b", "c", "a"]]),
            changes: []),
        Case(testDescription: "codes become a free text", new: with("kind", ["type": "string"]), changes: []),
        Case(
            testDescription: "wider bounds", new: with("count", ["type": "integer", "format": "int64"]), changes: []),
        Case(testDescription: "a longer list", new: lines(line, maximum: 11), changes: []),
        Case(
            testDescription: "other words", new: with("note", ["type": "string", "description": "Other."]), changes: []),
    ]

    @Test("what is added or widened breaks nobody", arguments: harmless)
    private func passes(_ example: Case) {
        #expect(SchemaChange.breaking(from: Self.old, to: example.new) == [])
    }
}
