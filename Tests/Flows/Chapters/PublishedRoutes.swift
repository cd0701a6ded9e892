import Foundation

/// The routes of a service, as its OpenAPI document publishes them.
struct PublishedRoutes {
    /// A route, with what a caller sends to it.
    struct Route: Sendable {
        let method: String
        /// As it is published: `/orders/{id}`.
        let template: String
        /// With an identifier that nobody has in each place that varies.
        let path: String
        /// With what is no value at all in the first place that varies, and that place's name; nil where none varies.
        let wrongPath: (path: String, field: String)?
        /// The parameters of the query that are not free text.
        let query: [String]
        /// A body that is well formed; nil for a route without one.
        let example: [UInt8]?
        /// Whether it asks for an `Idempotency-Key`.
        let isCommand: Bool
        /// Those whom it lets in, the one first that it is there for; none where a signature proves who calls.
        let roles: [String]
        /// The members of the body that must be there.
        let required: [String]

        /// As the document's readers call it: `GET /orders/{id}`.
        var operation: String { "\(method) \(template)" }
        /// Whether it is about one thing, which its path names.
        var namesOne: Bool { wrongPath != nil }
    }

    let routes: [Route]

    init(of service: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let file = root.appendingPathComponent("docs/contracts/\(service).openapi.json")
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        let schemas = (document["components"] as? [String: Any])?["schemas"] as? [String: Any] ?? [:]
        let paths = document["paths"] as? [String: [String: Any]] ?? [:]
        routes = try paths.sorted { $0.key < $1.key }.flatMap { path, methods in
            try methods.sorted { $0.key < $1.key }.compactMap { method, operation in
                guard let operation = operation as? [String: Any], !path.hasPrefix("/health"), path != "/metrics" else {
                    return nil
                }
                return try Route(method.uppercased(), path, operation, schemas)
            }
        }
    }
}

extension PublishedRoutes.Route {
    fileprivate init(
        _ method: String, _ path: String, _ operation: [String: Any], _ schemas: [String: Any]
    ) throws {
        let parameters = operation["parameters"] as? [[String: Any]] ?? []
        func schema(_ name: String) -> [String: Any] {
            parameters.first { $0["name"] as? String == name }?["schema"] as? [String: Any] ?? [:]
        }
        let varying = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        func filled(_ wrong: String?) -> String {
            varying.reduce(path) { path, name in
                path.replacing("{\(name)}", with: name == wrong ? "peach" : Self.sample(of: schema(name)))
            }
        }
        self.method = method
        template = path
        self.path = filled(nil)
        wrongPath = varying.first.map { (filled($0), $0) }
        query = parameters.filter { $0["in"] as? String == "query" }.compactMap { $0["name"] as? String }
            .filter { !Self.isFreeText(schema($0)) }
        roles = operation["x-roles"] as? [String] ?? []
        isCommand = parameters.contains { ($0["$ref"] as? String)?.hasSuffix("/IdempotencyKey") == true }
        let content = (operation["requestBody"] as? [String: Any])?["content"] as? [String: [String: Any]]
        let json = content?["application/json"]
        example = try json?["example"].map { Array(try JSONSerialization.data(withJSONObject: $0)) }
        let body = json?["schema"] as? [String: Any] ?? [:]
        let name = (body["$ref"] as? String)?.split(separator: "/").last.map(String.init)
        let resolved = name.flatMap { schemas[$0] as? [String: Any] } ?? body
        required = resolved["required"] as? [String] ?? []
    }

    /// A value of a shape, by which nothing is known.
    private static func sample(of schema: [String: Any]) -> String {
        if schema["format"] as? String == "uuid" { return "0190163d-8694-739b-aea5-966c26f8ad91" }
        if schema["format"] as? String == "date" { return "2019-07-07" }
        if schema["type"] as? String == "integer" { return "1" }
        if (schema["pattern"] as? String)?.contains("A-Z2-7") == true { return String(repeating: "A", count: 26) }
        return "nobody"
    }

    private static func isFreeText(_ schema: [String: Any]) -> Bool {
        schema["type"] as? String == "string" && schema["format"] == nil && schema["pattern"] == nil
            && schema["enum"] == nil
    }
}
