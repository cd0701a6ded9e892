internal import Delivery
internal import Postgres
internal import Runtime
internal import Vocabulary

/// Which consignments somebody may know of: those from their county or in it; a driver, of these, what their runs carry.
struct ConsignmentReach {
    /// From this county, or in it now; nil for any.
    var county: DivisionCode?
    /// On a run of this driver, planned or driven; nil for anybody's.
    var driver: String?

    /// Everything.
    init() {}

    /// As far as a token reaches.
    init(of caller: Caller) {
        county = caller.scope.county
        driver = caller.driverShown
    }

    var isEverything: Bool { county == nil && driver == nil }
}

extension LogisticsService {
    /// Refuses a consignment that is out of reach, as if it were not there.
    func expect(
        consignment id: UUIDv7, reachedBy caller: Caller, in transaction: PostgresTransaction
    ) async throws {
        guard try await reachesOne({ $0.id = id }, caller, in: transaction) else {
            throw Problem.notFound("consignment \(id)")
        }
    }

    /// Refuses the address of a door to which nothing is on its way that is within reach, as if it were not there.
    func expect(destination id: UUIDv7, reachedBy caller: Caller, in transaction: PostgresTransaction) async throws {
        let goThere = { (filter: inout ConsignmentFilter) in
            filter.destination = id
            filter.isUnderWay = true
        }
        guard try await reachesOne(goThere, caller, in: transaction) else {
            throw Problem.notFound("destination \(id)")
        }
    }

    /// Whether one of some consignments is within reach; what reaches everything is not asked.
    private func reachesOne(
        _ narrow: (inout ConsignmentFilter) -> Void, _ caller: Caller, in transaction: PostgresTransaction
    ) async throws -> Bool {
        var filter = ConsignmentFilter()
        filter.reach = ConsignmentReach(of: caller)
        narrow(&filter)
        if filter.reach.isEverything { return true }
        guard let first = Page(limit: 1) else { return false }
        return try await !transaction.query(filter.ids(first)).decode(UUIDv7.self).isEmpty
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
