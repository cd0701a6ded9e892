internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// Sites on the desk: locked, decided one command at a time, saved together.
struct SiteDesk {
    private let transaction: PostgresTransaction
    private var sites: [UUIDv7: Site] = [:]
    private var opened: [Site] = []
    private var entries: [HistoryEntry] = []
    private var events: [PendingEvent] = []
    /// Sites that the commands refer to, by their ids. They do not close meanwhile.
    let others: [UUIDv7: Site]

    /// Locks sites, and those that they refer to.
    /// - Parameter field: by which the command names the sites.
    init(
        locking ids: [UUIDv7], named field: String, beside others: [UUIDv7], in transaction: PostgresTransaction
    ) async throws {
        self.transaction = transaction
        let store = SiteStore(transaction: transaction)
        // One statement, so that all are locked in one order.
        let found = try await store.load(Set(ids + others).sorted(), .update)
        let known = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        self.others = known
        for id in ids {
            guard let site = known[id] else { throw Problem.unknown("station \(id)", field: field) }
            sites[id] = site
        }
    }

    /// A new site joins the network.
    mutating func open(_ profile: SiteProfile, _ act: Act) throws -> UUIDv7 {
        let (site, facts) = try Site.open(profile, id: .make())
        try act.caller?.expect(site.profile.county, field: "stations")
        opened.append(site)
        entries.append(HistoryEntry(.site, site.id, "open", act))
        events += try site.events(of: facts, by: act)
        return site.id
    }

    /// Lets a site take a command.
    mutating func take(
        _ command: String, of id: UUIDv7, _ act: Act, _ decide: (inout Site) throws(SiteRefusal) -> [SiteFact]
    ) throws {
        guard var site = sites[id], act.reaches(site.profile.county) else { throw Problem.notFound("station \(id)") }
        let facts = try decide(&site)
        // It may be described as standing somewhere else.
        try act.caller?.expect(site.profile.county, field: "stations")
        sites[id] = site
        entries.append(HistoryEntry(.site, id, command, act))
        events += try site.events(of: facts, by: act)
    }

    /// Saves what changed, and says what is to be told.
    func save() throws -> [PendingEvent] {
        let store = SiteStore(transaction: transaction)
        try store.insert(opened)
        try store.update(sites.values.sorted { $0.id < $1.id })
        try HistoryStore(transaction: transaction).append(entries)
        return events
    }
}
