public import EligibilityDomain
internal import Delivery
internal import EligibilityEvents
public import Postgres
public import Runtime
internal import Vocabulary

extension EligibilityService {
    /// Puts on record that a place is designated as poor, and makes it known.
    public func designate(
        _ designation: CountyDesignation, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<CountyDesignation> {
        let store = DesignationStore(transaction: transaction)
        var known = CountyDesignations(try await store.load([designation.code]))
        try known.designate(designation)
        try store.save(designation)
        try AuditTrail.record("designate", on: designation.code.description, by: context, in: transaction)
        return Told(designation, [try PendingEvent(try CountyDesignated(designation))])
    }
}
