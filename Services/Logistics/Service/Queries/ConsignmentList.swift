internal import Delivery
public import Eventing
public import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Which consignments are asked for; what is nil does not matter.
public struct ConsignmentFilter: Sendable {
    /// Where they stand.
    public var state: ConsignmentState?
    /// The site that they are at, or that they left last.
    public var station: UUIDv7?
    /// The order that they belong to.
    public var order: UUIDv7?
    /// Whose goods come from this county; nil for any.
    public var county: DivisionCode?
    /// From this county, or in it now; nil for any: as far as who asks may see.
    var reach: DivisionCode?

    /// Asks for consignments.
    public init(
        state: ConsignmentState? = nil, station: UUIDv7? = nil, order: UUIDv7? = nil, county: DivisionCode? = nil
    ) {
        self.state = state
        self.station = station
        self.order = order
        self.county = county
    }

    /// What a request asks for by `state`, `station` and `order`.
    init(_ arguments: RequestArguments) throws(Problem) {
        reach = arguments.caller.scope.county
        station = try arguments.queryID("station")
        order = try arguments.queryID("order")
        guard let text = arguments.query("state") else { return }
        guard let state = ConsignmentState(rawValue: text) else {
            let states = ConsignmentState.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(400, "malformed", "state takes one of \(states)", field: "state")
        }
        self.state = state
    }
}

/// A page of consignments.
public struct ConsignmentList: Record {
    /// The consignments, the newest first.
    public var consignments: [ConsignmentSummary]

    init(_ consignments: [ConsignmentSummary]) {
        self.consignments = consignments
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        consignments = try fields.field("consignments", list?.consignments)
    }
}

extension LogisticsService {
    /// A page of consignments.
    public func consignments(
        _ filter: ConsignmentFilter, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> ConsignmentList {
        let ids = try await transaction.query(
            """
            SELECT id FROM consignment
            WHERE (\(filter.state)::text IS NULL OR state = \(filter.state))
                AND (\(filter.station)::uuid IS NULL OR site = \(filter.station))
                AND (\(filter.order)::uuid IS NULL OR order_id = \(filter.order))
                AND (\(filter.county)::text IS NULL
                    OR EXISTS (SELECT FROM site WHERE site.id = origin AND site.county = \(filter.county)))
                AND (\(filter.reach)::text IS NULL OR EXISTS (
                    SELECT FROM site WHERE site.id IN (origin, consignment.site) AND site.county = \(filter.reach)))
                AND (\(page.last)::uuid IS NULL OR id < \(page.last))
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self)
        let consignments = try await ConsignmentStore(transaction: transaction).load(ids)
        return ConsignmentList(consignments.reversed().map(ConsignmentSummary.init))
    }
}
