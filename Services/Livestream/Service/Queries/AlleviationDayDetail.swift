public import Eventing
internal import LivestreamDomain
public import Postgres
internal import Runtime
public import Vocabulary

/// An alleviation day as people look at it.
public struct AlleviationDayDetail: Record {
    /// Its identifier.
    public var dayID: UUIDv7
    /// Its date.
    public var day: Day
    /// `planned`, `open` or `closed`.
    public var state: String
    /// 00:00 in Asia/Shanghai.
    public var opensAt: Instant
    /// 24:00 in Asia/Shanghai.
    public var closesAt: Instant
    /// How many orders of buyers were confirmed on it, as far as is known.
    public var orders: Int64
    /// What their buyers paid.
    public var salesFen: Fen
    /// What registered households are owed of it.
    public var toRegisteredFen: Fen

    init(_ day: AlleviationDay) {
        dayID = day.id
        self.day = day.day
        state = day.state.rawValue
        opensAt = day.period.start
        closesAt = day.period.end
        orders = day.totals.orders
        salesFen = day.totals.sales
        toRegisteredFen = day.totals.toRegistered
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        dayID = try fields.field("day_id", detail?.dayID)
        day = try fields.field("day", detail?.day)
        state = try fields.field("state", detail?.state)
        opensAt = try fields.field("opens_at", detail?.opensAt)
        closesAt = try fields.field("closes_at", detail?.closesAt)
        orders = try fields.field("orders", detail?.orders)
        salesFen = try fields.field("sales_fen", detail?.salesFen)
        toRegisteredFen = try fields.field("to_registered_fen", detail?.toRegisteredFen)
    }
}

extension LivestreamService {
    /// The alleviation day of a date.
    public func alleviationDay(
        on date: Day, in transaction: PostgresTransaction
    ) async throws -> AlleviationDayDetail {
        guard let day = try await AlleviationDayStore(transaction: transaction).load(on: [date], .none).first else {
            throw Problem.notFound("alleviation day on \(date) in the calendar")
        }
        return AlleviationDayDetail(day)
    }
}
