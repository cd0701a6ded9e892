internal import Delivery
public import Eventing
internal import LogisticsDomain
public import LogisticsEvents
public import Postgres
public import Runtime
public import Vocabulary

/// A lane as people look at it.
public struct LaneDetail: Record {
    /// What is told of it.
    public var lane: LaneUpdated
    /// The depot that onward runs unload at.
    public var depot: UUIDv7?

    init(_ lane: Lane) throws(EventFault) {
        self.lane = try LaneUpdated(lane)
        depot = lane.depotID
    }

    /// Lists the fields: its depot, beside what is told of it.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        lane = try LaneUpdated(&fields, detail?.lane)
        depot = try fields.optional("depot", detail?.depot)
    }
}

/// A page of lanes.
public struct LaneList: Record {
    /// The lanes, the newest first.
    public var lanes: [LaneDetail]

    init(_ lanes: [LaneDetail]) {
        self.lanes = lanes
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        lanes = try fields.field("lanes", list?.lanes)
    }
}

extension LogisticsService {
    /// A page of lanes.
    /// - Parameters:
    ///   - origin: only those of this county, if it is given.
    ///   - city: only those to this city, if it is given.
    public func lanes(
        from origin: DivisionCode?, to city: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> LaneList {
        let lanes = try await LaneStore(transaction: transaction).page(from: origin, to: city, page)
        return LaneList(try lanes.map { try LaneDetail($0) })
    }
}
