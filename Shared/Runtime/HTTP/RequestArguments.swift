internal import Hummingbird
public import Vocabulary

/// What a request says beside its body: the parts of its path that vary, and its query.
public struct RequestArguments: Sendable {
    /// Who asks.
    public let caller: Caller
    private let path: Parameters
    private let query: Parameters
    private let route: RouteDescription

    init(_ request: Request, _ context: ServiceRequestContext, of route: RouteDescription, by caller: Caller) {
        self.caller = caller
        self.route = route
        path = context.parameters
        query = request.uri.queryParameters
    }

    /// A part of the path.
    public func text(_ name: String) throws(Problem) -> String {
        guard let text = path[Substring(name)].map(String.init) else {
            throw Problem(400, "malformed", "\(name) is missing", field: name)
        }
        return text
    }

    /// A part of the path that is an identifier.
    public func id(_ name: String) throws(Problem) -> UUIDv7 {
        guard let id = UUIDv7(try text(name)) else {
            throw Problem(400, "malformed", "\(name) is not a UUID", field: name)
        }
        return id
    }

    /// A parameter of the query; nil if it is not there.
    public func query(_ name: String) -> String? {
        precondition(
            route.parameters.contains { $0.name == name }, "the route \(route.path) must declare that it reads \(name)")
        return query[Substring(name)].map(String.init)
    }

    /// A parameter of the query that is an identifier; nil if it is not there.
    public func queryID(_ name: String) throws(Problem) -> UUIDv7? {
        guard let text = query(name) else { return nil }
        guard let id = UUIDv7(text) else { throw Problem(400, "malformed", "\(name) is not a UUID", field: name) }
        return id
    }
}
