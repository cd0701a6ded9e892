internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import LivestreamEvents
internal import Postgres
internal import Vocabulary
internal import Runtime

/// Followed orders on the desk: locked, told what became known of them, saved together with what follows from it.
struct OrderDesk {
    private let transaction: PostgresTransaction
    private var orders: [UUIDv7: TrackedOrder]
    private let before: [UUIDv7: TrackedOrder]
    private var attributions: [(attribution: Attribution, act: Act)] = []
    private var sales: [(sale: DaySale, act: Act)] = []

    /// Locks orders. One that nothing was known of is there from now on.
    init(locking ids: [UUIDv7], in transaction: PostgresTransaction) async throws {
        self.transaction = transaction
        orders = try await TrackedOrderStore(transaction: transaction).load(ids)
        before = orders
    }

    /// Takes up what became known of an order.
    mutating func learn(of id: UUIDv7, _ act: Act, _ record: (inout TrackedOrder) -> [TrackedOrderFact]) throws {
        guard var order = orders[id] else { throw Unheard("order \(id)") }
        let facts = record(&order)
        orders[id] = order
        for fact in facts {
            switch fact {
            case .attributed(let attribution): attributions.append((attribution, act))
            case .sold(let sale): sales.append((sale, act))
            }
        }
    }

    /// Saves what changed, and says what is to be told.
    func save() async throws -> [PendingEvent] {
        try TrackedOrderStore(transaction: transaction).save(orders, before: before)
        let counted = try await countSales()
        return counted + (try await bookAttributions())
    }

    /// Counts the sales of alleviation days, those of other days apart.
    private func countSales() async throws -> [PendingEvent] {
        let counted = Dictionary(grouping: sales) { Day(of: $0.sale.confirmedAt) }
            .filter { AlleviationDay.falls(on: $0.key) }.sorted { $0.key < $1.key }
        guard !counted.isEmpty else { return [] }
        for (date, sales) in counted {
            guard let act = sales.last?.act else { continue }
            _ = try await AlleviationDayDesk.plan(date, act, in: transaction)
        }
        var desk = try await AlleviationDayDesk(on: counted.map(\.key), in: transaction)
        for day in desk.all {
            guard let sales = counted.first(where: { $0.key == day.day })?.value, let act = sales.last?.act else {
                continue
            }
            try desk.take(.count, of: day.id, act) { (day) throws(AlleviationDayRefusal) in
                try day.count(sales.map(\.sale))
            }
        }
        try AlleviationDayStore(transaction: transaction).insert(counted.flatMap { $0.value.map(\.sale) })
        return try desk.save()
    }

    /// Books what episodes brought in, and grants the exposure that listings earned by it.
    private func bookAttributions() async throws -> [PendingEvent] {
        guard !attributions.isEmpty else { return [] }
        let store = RevenueStore(transaction: transaction)
        try store.insert(attributions.map(\.attribution))
        var accounts = try await store.accounts(for: attributions.map(\.attribution))
        let beneficiaries = try await CatalogueStore(transaction: transaction)
            .productsOfRegisteredHouseholds(among: accounts.values.map(\.productID))
        var events = try attributions.map { attribution, act in
            try act.tell(RevenueAttributed(attribution), about: attribution.orderID)
        }
        var grants: [TrafficGrant] = []
        let earnings = Dictionary(grouping: attributions, by: \.attribution.credit.listingID)
        for (listing, earned) in earnings.sorted(by: { $0.key < $1.key }) {
            guard var account = accounts[listing], let act = earned.last?.act else { continue }
            account.earn(earned.map(\.attribution))
            if let grant = account.grantIfEarned(to: beneficiaries.contains(account.productID), at: act.at) {
                grants.append(grant)
                events.append(try act.tell(TrafficGranted(grant), about: listing))
            }
            accounts[listing] = account
        }
        try store.update(accounts.values.sorted { $0.listingID < $1.listingID })
        try store.insert(grants)
        return events
    }
}

extension TrafficAccount {
    /// Grants what is earned, which after most settlements is less than a step.
    fileprivate mutating func grantIfEarned(to isBeneficiaryOffer: Bool, at now: Instant) -> TrafficGrant? {
        do throws(TrafficRefusal) {
            return try grant(.make(), isBeneficiaryOffer: isBeneficiaryOffer, under: TrafficPolicy.adopted, at: now)
        } catch {
            return nil
        }
    }
}
