import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Vocabulary

@testable import Runtime

/// A service's routes as they are served, without the servers behind them.
struct RouteWalk {
    /// What a route answered.
    struct Answer {
        let status: Int
        let challenge: String?
    }

    let service: String
    let routes: [RouteDescription]
    private let responder: RouterResponder<ServiceRequestContext>

    init<Hosted: HostedService>(_ hosted: Hosted.Type, letting reader: TokenReader) {
        let routes = RouteDescription.routes(of: hosted, behind: Gate(reader: reader))
        service = Hosted.name
        self.routes = routes.descriptions
        responder = routes.router.buildResponder()
    }

    /// Calls a route for an answer that it does not give: whoever is let in is told so by 406, before anything is looked up.
    func call(_ route: RouteDescription, with token: String?) async throws -> Answer {
        var headers: HTTPFields = [.accept: "image/png"]
        if let token { headers[.authorization] = "Bearer \(token)" }
        let path = route.parameters.reduce(route.path) { path, parameter in
            path.replacing("{\(parameter.name)}", with: UUIDv7.make().description)
        }
        let request = Request(
            head: HTTPRequest(
                method: route.isQuery ? .get : .post, scheme: "http", authority: "localhost", path: path,
                headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(string: "{}")))
        let context = ServiceRequestContext.fromNowhere()
        let response: Response
        do {
            response = try await responder.respond(to: request, context: context)
        } catch let problem as Problem {
            response = try Response(problem)
        }
        return Answer(status: response.status.code, challenge: response.headers[.wwwAuthenticate])
    }
}

extension ServiceRequestContext {
    /// Of a request that came over no connection.
    static func fromNowhere() -> ServiceRequestContext {
        ServiceRequestContext(
            source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "walk")))
    }
}

extension RouteDescription {
    var isQuery: Bool { way == .query || way == .recordedQuery }

    /// `POST /orders`
    var words: String { "\(isQuery ? "GET" : "POST") \(path)" }
}
