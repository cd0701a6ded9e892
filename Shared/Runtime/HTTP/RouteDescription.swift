internal import Delivery
public import Eventing
internal import Hummingbird
internal import Logging
internal import Postgres

/// What a route takes and answers, by the declaration that makes it.
public struct RouteDescription: Sendable {
    /// How a route is called.
    public enum Way: Sendable, Equatable {
        /// `GET`, which changes nothing.
        case query
        /// `GET`, where who reads is recorded.
        case recordedQuery
        /// `POST`, once for each `Idempotency-Key`.
        case command
        /// `POST` by an outside party, whose signature this header carries.
        case notification(signedIn: String)
    }

    /// How it is called.
    public let way: Way
    /// Its path, with what varies in braces: `/orders/{id}`.
    public let path: String
    /// What it does, in a sentence.
    public let summary: String
    /// What it reads of the path, in its order, and then of the query.
    public let parameters: [RouteParameter]
    /// What it is sent.
    public let body: (any Record.Type)?
    /// What it answers if nothing is wrong.
    public let answer: (any Record.Type)?
    /// The status of that answer.
    public let status: Int
    /// What somebody must be to call it; nil where a signature proves who calls.
    public let need: Need?

    init(
        _ way: Way, _ path: String, _ summary: String, for need: Need?, with declared: [RouteParameter],
        body: (any Record.Type)?, answer: (any Record.Type)?, status: Int
    ) {
        self.way = way
        self.need = need
        self.path = path
        self.summary = summary
        self.body = body
        self.answer = answer
        self.status = status
        let parts = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        // What varies in a path is an identifier, unless it is declared as something else.
        let inPath = parts.map { part in declared.first { $0.name == part } ?? .id(part, "") }
        parameters = inPath + declared.filter { !parts.contains($0.name) }
    }

    /// Whether a parameter is a part of the path.
    public func isInPath(_ parameter: RouteParameter) -> Bool {
        path.contains("{\(parameter.name)}")
    }
}

extension RouteDescription {
    /// The routes of a service, in the order in which it adds them. Nothing connects to a database for that.
    public static func routes<Hosted: HostedService>(of service: Hosted.Type) -> [RouteDescription] {
        routes(of: service, behind: Gate(reader: nil)).descriptions
    }

    /// The routes of a service that works with nothing, behind a gate.
    static func routes<Hosted: HostedService>(of service: Hosted.Type, behind gate: Gate) -> Routes {
        let nowhere = PostgresConfiguration(host: "", database: "", user: "", applicationName: "")
        let workbench = Workbench(
            pool: PostgresPool(configuration: PoolConfiguration(connection: nowhere)),
            log: EventLog(partitioning: Partitioning(count: 1), wakeup: Wakeup()), clock: DomainClock(),
            logger: Logger(label: Hosted.name))
        let routes = Routes(Router(context: ServiceRequestContext.self), workbench, gate)
        Hosted(workbench).addRoutes(to: routes)
        return routes
    }
}
