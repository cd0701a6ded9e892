import Delivery
import Eventing
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Runtime

/// A service of which only the audit is wanted.
protocol OnlyAudited: HostedService {
    init()
}

extension OnlyAudited {
    static var migrations: [Migration] { [] }
    static var rights: SchemaRights { SchemaRights(tables: [:]) }
    static var facts: [any Event.Type] { [] }
    init(_ workbench: Workbench) { self.init() }
    var eventHandlers: EventHandlers { EventHandlers() }
    var deadlineHandlers: DeadlineHandlers { DeadlineHandlers() }
    func addRoutes(to routes: Routes) {}
    func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] { [] }
}

/// The road's teller, as an audit sees it.
struct AuditedTeller: OnlyAudited {
    static let name = "tests"
    static let publications = Road.publications
}

/// The road's hearer, as an audit sees it.
struct AuditedHearer: OnlyAudited {
    static let name = "hearer"
    static let publications: [Publication] = []
}

extension Road {
    /// The source that the hearer listens to.
    static let source = Noted.type.source.description

    func auditTeller(_ scope: DeliveryCount.Scope = .new) async throws -> AuditReport {
        try await ServiceAudit(hosted: AuditedTeller(), pool: tellerPool).run(scope)
    }

    func auditHearer(_ scope: DeliveryCount.Scope = .new) async throws -> AuditReport {
        try await ServiceAudit(hosted: AuditedHearer(), pool: hearerPool).run(scope)
    }

    /// Audits both until nothing is left to count. Another test's open transaction may hold the fence for a while.
    func countAll() async throws {
        let isCounted = try await eventually {
            let reports = try await [auditTeller(), auditHearer()]
            return reports.allSatisfy { $0.eventsRead == 0 }
        }
        #expect(isCounted)
    }

    /// Audits both and compares them, listing what the verdict asks for until it asks for nothing more.
    ///
    /// The listings of the hearer say that they were made so much later than they were.
    func compare(
        _ scope: DeliveryCount.Scope = .new, queued: Int64? = 0, after delay: Span = HourComparison.patience
    ) async throws -> LedgerVerdict {
        let reports = try await [auditTeller(scope), auditHearer(scope)]
        var listings: [EventListing] = []
        while true {
            let verdict = LedgerComparison(reports, listings: listings).verdict()
            if verdict.requests.isEmpty || listings.count > 100 { return verdict }
            for request in verdict.requests {
                let lateness = request.service == "tests" && listings.isEmpty ? .milliseconds(0) : delay
                listings.append(try await listing(for: request, queued: queued, late: lateness))
            }
        }
    }

    private func listing(
        for request: ListingRequest, queued: Int64?, late lateness: Span
    ) async throws -> EventListing {
        let pool = request.service == "tests" ? tellerPool : hearerPool
        var listing = try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) { transaction in
            try await DeliveryAudit(of: request.service, in: transaction).listing(
                request.side, source: request.source, hour: request.hour, queued: queued)
        }
        listing.began = listing.began + lateness
        listing.ended = listing.ended + lateness
        return listing
    }

    /// Changes a log in a way that its triggers forbid, as somebody with a superuser's rights may.
    func damageLog(_ change: PostgresQuery) async throws {
        try await tellerPool.execute("ALTER TABLE event_log DISABLE TRIGGER event_log_is_never_rewritten")
        #expect(try await tellerPool.execute(change) > 0)
        try await tellerPool.execute("ALTER TABLE event_log ENABLE TRIGGER event_log_is_never_rewritten")
    }

    /// The identifiers of what was told of a subject, in order.
    func told(of subject: String) async throws -> [UUIDv7] {
        try await tellerPool.query("SELECT id FROM event_log WHERE subject = \(subject) ORDER BY subject_version")
            .decode(UUIDv7.self)
    }
}

extension LedgerVerdict {
    /// What became of the events by which the two differ.
    var fates: [UUIDv7: EventFate] {
        Dictionary(uniqueKeysWithValues: events.map { ($0.id, $0.fate) })
    }
}

extension AuditReport {
    /// What is wrong, each behind its check.
    var breaches: [String] {
        checks.flatMap { check in check.breaches.map { "\(check.name): \($0)" } }
    }
}
