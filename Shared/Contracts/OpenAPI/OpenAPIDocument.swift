public import Eventing
public import Runtime

/// A service's HTTP interface as an OpenAPI 3.1 document, by the declarations that make its routes.
public struct OpenAPIDocument {
    private let service: String
    private let routes: [RouteDescription]
    private let schemas: JSONSchema

    /// Describes the routes of a service, in the words of these comments.
    public init(service: String, routes: [RouteDescription], _ comments: SourceComments) {
        self.service = service
        self.routes = routes
        schemas = JSONSchema(comments)
    }

    /// The document.
    /// - Throws: if a body or an answer cannot be shown by a sample of its own type.
    public func json() throws(EventFault) -> JSON {
        [
            "openapi": "3.1.0",
            "info": info,
            "jsonSchemaDialect": JSONSchema.dialect,
            "servers": [Self.server],
            "tags": [["name": .text(service)]],
            "paths": .object(try paths()),
            "components": [
                "schemas": .object(try components()),
                "parameters": RequestHeader.components,
                "responses": ProblemResponse.components,
                "securitySchemes": SecurityScheme.components,
            ],
        ]
    }

    private var info: JSON {
        [
            "title": .text("ThroughTrain \(service)"),
            "version": "1",
            "summary": .text("What \(service) answers over HTTP."),
            "description": """
            Commands are `POST`, and run once for each `Idempotency-Key`: whoever got no answer sends the same again. \
            Whoever asks sends a token, and is of one of an operation's `x-roles`; what is out of the scope of a token is not \
            there for it. What is wrong is said as `application/problem+json` (RFC 9457), whose `type` ends with a stable code. Beside \
            these paths, `/health/live`, `/health/ready` and `/metrics` are there for whoever operates the service.
            """,
            "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
        ]
    }

    private static let server: JSON = [
        "url": "http://{host}:{port}",
        "description": "An instance, or what divides requests between several.",
        "variables": ["host": ["default": "localhost"], "port": ["default": "8080"]],
    ]

    // MARK: - Paths

    private func paths() throws(EventFault) -> [JSON.Member] {
        var paths: [JSON.Member] = []
        for route in routes {
            let method = route.isQuery ? "get" : "post"
            let operation = try operation(route, method)
            if let place = paths.firstIndex(where: { $0.name == route.path }) {
                paths[place] = JSON.Member(route.path, paths[place].value.with(method, operation))
            } else {
                paths.append(JSON.Member(route.path, .object([JSON.Member(method, operation)])))
            }
        }
        return paths
    }

    private func operation(_ route: RouteDescription, _ method: String) throws(EventFault) -> JSON {
        let parameters =
            RequestHeader.names(of: route.way).map(RequestHeader.reference)
            + route.parameters.map { parameter($0, of: route) } + signature(route.way)
        let operation: JSON = [
            "operationId": .text(Self.identifier(method, route.path)),
            "summary": .text(route.summary),
            "tags": [.text(service)],
            "parameters": .list(parameters),
            "security": SecurityScheme.requirement(of: route),
        ]
        return
            operation
            .with("x-roles", route.need.map { .list($0.roles.map { .text($0.rawValue) }) })
            .with("requestBody", try route.body.map { (body) throws(EventFault) in try requestBody(body) })
            .with("responses", try responses(route))
    }

    /// `postOrdersIdClaims`
    private static func identifier(_ method: String, _ path: String) -> String {
        let words = path.split { !$0.isLetter }
        return method + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private func parameter(_ parameter: RouteParameter, of route: RouteDescription) -> JSON {
        let isInPath = route.isInPath(parameter)
        let head: JSON = ["name": .text(parameter.name), "in": isInPath ? "path" : "query"]
        return
            head
            .with("description", parameter.summary.isEmpty ? nil : .text(parameter.summary))
            .with("required", isInPath ? true : nil)
            .with("schema", schemas.schema(of: parameter.shape))
    }

    private func signature(_ way: RouteDescription.Way) -> [JSON] {
        guard case .notification(let header) = way else { return [] }
        return [
            [
                "name": .text(header), "in": "header", "required": true,
                "description": "The party's signature over the body.", "schema": ["type": "string"],
            ]
        ]
    }

    private func requestBody(_ body: any Record.Type) throws(EventFault) -> JSON {
        ["required": true, "content": ["application/json": try content(body)]]
    }

    private func responses(_ route: RouteDescription) throws(EventFault) -> JSON {
        var answer: JSON = ["description": .text(route.answer == nil ? "It is heard." : "Nothing is wrong.")]
        if let type = route.answer { answer = answer.with("content", ["application/json": try content(type)]) }
        let problems = ProblemResponse.of(route.way).map { problem in
            JSON.Member(String(problem.status), ["$ref": .text("#/components/responses/\(problem.name)")])
        }
        return .object([JSON.Member(String(route.status), answer)] + problems)
    }

    private func content(_ type: any Record.Type) throws(EventFault) -> JSON {
        [
            "schema": ["$ref": .text("#/components/schemas/\(Self.name(type))")],
            "example": try Self.sample(of: type),
        ]
    }

    // MARK: - Components

    private func components() throws(EventFault) -> [JSON.Member] {
        var components: [String: JSON] = ["Problem": schemas.schema(of: try Problem.shape())]
        for route in routes {
            for type in [route.body, route.answer].compactMap({ $0 }) {
                components[Self.name(type)] = schemas.schema(of: try type.shape())
            }
        }
        return components.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
    }

    /// The type's path within its module.
    private static func name(_ type: any Record.Type) -> String {
        String(reflecting: type).split(separator: ".").dropFirst().filter { !$0.hasPrefix("(") }.joined(separator: ".")
    }

    private static func sample(of type: any Record.Type) throws(EventFault) -> JSON {
        var json = JSONWriter()
        try type.sample().write(to: &json)
        return try JSON(parsing: json.bytes)
    }
}

extension RouteDescription {
    var isQuery: Bool { way == .query || way == .recordedQuery }
}
