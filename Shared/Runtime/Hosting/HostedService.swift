public import Delivery
public import Eventing
public import Postgres

/// A service of the suite, as its host sees it.
public protocol HostedService: Sendable {
    /// Its name: that of its executable, its schema, its broker user and the first word of its routing keys.
    static var name: String { get }

    /// The steps that make its own tables, numbered from 1.
    static var migrations: [Migration] { get }

    /// What it does in its own tables: all of them are named, so that none is forgotten and none is open to more than that.
    static var rights: SchemaRights { get }

    /// The tables whose rows are tied together by hashes, beside the audit trail, which is for every service. None, unless it
    /// says so.
    static var chains: [HashChain] { get }

    /// What it tells, and who listens.
    static var publications: [Publication] { get }

    /// The kinds of events that it tells, which say what partners are told of them.
    static var facts: [any Event.Type] { get }

    /// Makes the service over what it works with.
    init(_ workbench: Workbench)

    /// What it does on the events of others.
    var eventHandlers: EventHandlers { get }

    /// How long what it hears may be left to gather, while one thing arrives after another. A fiftieth of a second, unless it
    /// says that nobody waits for what it does on it.
    static var patience: Duration { get }

    /// What it does when deadlines have passed.
    var deadlineHandlers: DeadlineHandlers { get }

    /// What one of its instances does beside events, deadlines and requests. Nothing, unless it says so.
    var backgroundTasks: [BackgroundTask] { get }

    /// The tables in which it keeps who somebody is, encrypted. None, unless it says so.
    static var personalTables: [PersonalTable] { get }

    /// What it answers over HTTP.
    func addRoutes(to routes: Routes)

    /// Checks the invariants of its schema beyond what delivery checks, and names each breach.
    func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck]
}

extension HostedService {
    /// None.
    public static var personalTables: [PersonalTable] { [] }

    /// None.
    public static var chains: [HashChain] { [] }

    /// Shorter than anybody notices, and long enough that hundreds of orders a second share their transactions.
    public static var patience: Duration { .milliseconds(20) }

    /// What it does in its schema. What was migrated is only read.
    public static var allRights: SchemaRights {
        let histories: [String: TableRights] = [
            "delivery_migration": [], "runtime_migration": [], "schema_migration": [],
        ]
        return DeliveryTables.rights + RuntimeTables.rights + SchemaRights(tables: histories) + rights
    }

    /// All that is chained.
    static var allChains: [HashChain] { [.auditTrail] + chains }

    /// Nothing.
    public var backgroundTasks: [BackgroundTask] { [] }
}
