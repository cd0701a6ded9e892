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

    /// Refuses a run of another county or, where a driver asks, another driver's, as if it were not there.
    func expect(run id: UUIDv7, reachedBy caller: Caller, in transaction: PostgresTransaction) async throws {
        guard try await reaches(run: id, caller, in: transaction) else { throw Problem.notFound("run \(id)") }
    }

    /// Whether a run is there, and somebody's to see and to tell of.
    func reaches(run id: UUIDv7, _ caller: Caller, in transaction: PostgresTransaction) async throws -> Bool {
        guard let (county, driver) = try await RunStore(transaction: transaction).countyAndDriver(of: id) else {
            return false
        }
        return caller.reaches(county) && (caller.role != .driver || caller.isOne(of: [driver]))
    }
}

extension Caller {
    /// Whose runs and shifts a list shows: a driver's own; nil for everybody's.
    var driverShown: String? { role == .driver ? subject.lowercased() : nil }
}
