internal import Delivery
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LogisticsService {
    /// Refuses a consignment of other counties, as if it were not there: one is of the county that it comes from, and of
    /// that in which it is.
    func expect(
        consignment id: UUIDv7, reachedBy caller: Caller, in transaction: PostgresTransaction
    ) async throws {
        guard let county = caller.scope.county else { return }
        let reached = try await transaction.query(
            """
            SELECT true FROM consignment JOIN site ON site.id IN (origin, consignment.site)
            WHERE consignment.id = \(id) AND site.county = \(county) LIMIT 1
            """
        ).decode(Bool.self)
        if reached.isEmpty { throw Problem.notFound("consignment \(id)") }
    }

    /// Refuses a run of another county, as if it were not there.
    func expect(run id: UUIDv7, reachedBy caller: Caller, in transaction: PostgresTransaction) async throws {
        guard caller.scope.county != nil else { return }
        guard let county = try await RunStore(transaction: transaction).county(of: id), caller.reaches(county) else {
            throw Problem.notFound("run \(id)")
        }
    }
}
