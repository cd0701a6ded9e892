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
    /// This one.
    var id: UUIDv7?
    /// What is carried to this door, station or depot.
    var destination: UUIDv7?
    /// What is accepted, and has not come to an end.
    var isUnderWay = false
    /// As far as who asks may see.
    var reach = ConsignmentReach()

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
        reach = ConsignmentReach(of: arguments.caller)
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
        let ids = try await transaction.query(filter.ids(page)).decode(UUIDv7.self)
        let consignments = try await ConsignmentStore(transaction: transaction).load(ids)
        return ConsignmentList(consignments.reversed().map(ConsignmentSummary.init))
    }
}

extension ConsignmentFilter {
    /// The ids of a page of consignments, the newest first. What is not asked for is not in the statement, so that the server sees
    /// by which index to look.
    func ids(_ page: Page) -> PostgresQuery {
        var query = PostgresQuery.StringInterpolation(literalCapacity: 800, interpolationCount: 9)
        query.appendLiteral("SELECT id FROM consignment WHERE true")
        add(" AND id = ", id, to: &query)
        add(" AND state = ", state, to: &query)
        add(" AND site = ", station, to: &query)
        add(" AND order_id = ", order, to: &query)
        add(" AND destination = ", destination, to: &query)
        if isUnderWay {
            query.appendLiteral(" AND state IN ('accepted', 'planned', 'on-board', 'at-hub', 'waiting')")
        }
        add(" AND origin IN (SELECT id FROM site WHERE county = ", county, ")", to: &query)
        add(
            " AND EXISTS (SELECT FROM site WHERE site.id IN (origin, consignment.site) AND site.county = ",
            reach.county, ")", to: &query)
        add(
            " AND id IN (SELECT consignment FROM run JOIN stop_handling ON stop_handling.run = run.id"
                + " WHERE run.state <> 'cancelled' AND driver::text = ", reach.driver, to: &query)
        add(
            " UNION ALL SELECT consignment FROM run JOIN goods_movement ON goods_movement.run = run.id"
                + " WHERE driver::text = ", reach.driver, ")", to: &query)
        add(" AND id < ", page.last, to: &query)
        query.appendLiteral(" ORDER BY id DESC LIMIT ")
        query.appendInterpolation(page.limit)
        return PostgresQuery(stringInterpolation: query)
    }

    private func add<Value: PostgresEncodable>(
        _ start: String, _ value: Value?, _ end: String = "", to query: inout PostgresQuery.StringInterpolation
    ) {
        guard let value else { return }
        query.appendLiteral(start)
        query.appendInterpolation(value)
        query.appendLiteral(end)
    }
}
