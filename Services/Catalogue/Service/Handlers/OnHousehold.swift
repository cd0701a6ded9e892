internal import CatalogueDomain
internal import Delivery
internal import EligibilityEvents
internal import Eventing
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `household.registered`: the household is entitled to help from now on.
    func on(
        _ events: [Received<HouseholdRegistered>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await record(
            events.map { received in
                (
                    received.envelope,
                    HouseholdStanding(
                        token: received.body.token, county: received.body.county, isBeneficiary: true,
                        version: received.envelope.subjectVersion, effectiveAt: received.body.effectiveAt)
                )
            }, in: transaction)
    }

    /// `household.status-changed`: the household is entitled to help, or no longer is.
    func on(
        _ events: [Received<HouseholdStatusChanged>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await record(
            events.map { received in
                (
                    received.envelope,
                    HouseholdStanding(
                        token: received.body.token, county: received.body.county,
                        isBeneficiary: received.body.beneficiary, version: received.envelope.subjectVersion,
                        effectiveAt: received.body.effectiveAt)
                )
            }, in: transaction)
    }

    /// Keeps what was announced last of each household, and whom the sale of their lots helps; products whose goods on sale are
    /// theirs are traced again.
    private func record(
        _ announced: [(envelope: EventEnvelope, standing: HouseholdStanding)], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let store = HouseholdStore(transaction: transaction)
        let lotStore = LotStore(transaction: transaction)
        try lotStore.holdScales()
        var known = try await store.load(Set(announced.map(\.standing.token)).sorted())
        for (_, standing) in announced {
            var latest = known[standing.token] ?? standing
            // The only refusal that can come is of what a later announcement overtook, and that has no effect.
            try? latest.record(standing)
            known[standing.token] = latest
        }
        try store.save(known.values.sorted { $0.token < $1.token })
        let causes = Dictionary(announced.map { ($0.standing.token, StockCause.event($0.envelope)) }) { $1 }
        // Who puts one of them on sale has hold of it while looking at what is known of its household.
        let lots = try await lotStore.load(try await store.lots(of: causes.keys.sorted())).values.map { $0 }
        try lotStore.keepBenefit(of: lots, knowing: try await store.load(of: lots))
        let touched = lots.filter { $0.state == .listed }.flatMap { lot in
            lot.producer.tokens.compactMap { token in causes[token].map { (lot.productID, $0) } }
        }
        return try await ProductTracing(transaction: transaction, now: workbench.clock.now()).trace(
            Dictionary(touched) { $1 })
    }
}
