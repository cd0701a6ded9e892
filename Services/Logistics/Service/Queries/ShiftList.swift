internal import Delivery
public import Eventing
public import Postgres
public import Vocabulary
public import Runtime

/// A shift as people look at it.
public struct ShiftDetail: Record {
    /// Its id.
    public var shiftID: UUIDv7
    /// The vehicle.
    public var vehicleID: UUIDv7
    /// The driver.
    public var driverID: UUIDv7
    /// Where the vehicle leaves from and comes back to.
    public var baseID: UUIDv7
    /// When it may leave.
    public var from: Instant
    /// When it must be back.
    public var to: Instant
    /// Whether no run is to be driven in it.
    public var isFree: Bool

    fileprivate init(_ row: (UUIDv7, UUIDv7, UUIDv7, UUIDv7, Instant, Instant, Bool)) {
        (shiftID, vehicleID, driverID, baseID, from, to, isFree) = row
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ shift: Self?) throws(EventFault) {
        shiftID = try fields.field("shift_id", shift?.shiftID)
        vehicleID = try fields.field("vehicle_id", shift?.vehicleID)
        driverID = try fields.field("driver_id", shift?.driverID)
        baseID = try fields.field("base_id", shift?.baseID)
        from = try fields.field("from", shift?.from)
        to = try fields.field("to", shift?.to)
        isFree = try fields.field("free", shift?.isFree)
    }
}

/// A page of shifts.
public struct ShiftList: Record {
    /// The shifts, the newest first.
    public var shifts: [ShiftDetail]

    fileprivate init(_ shifts: [ShiftDetail]) {
        self.shifts = shifts
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        shifts = try fields.field("shifts", list?.shifts)
    }
}

extension LogisticsService {
    /// A page of shifts, the newest first: all of them, or those of a county's vehicles.
    /// - Parameter driver: only the shifts of this one; nil for everybody's.
    public func shifts(
        of county: DivisionCode?, drivenBy driver: String? = nil, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> ShiftList {
        let rows = try await transaction.query(
            """
            SELECT id, vehicle, driver, base, starts_at, ends_at,
                NOT EXISTS (
                    SELECT FROM run
                    WHERE run.shift = shift.id AND run.state IN ('planned', 'under-way', 'interrupted'))
            FROM shift
            WHERE (\(county)::text IS NULL OR vehicle IN (SELECT id FROM vehicle WHERE county = \(county)))
                AND (\(driver)::text IS NULL OR driver::text = \(driver))
                AND (\(page.last)::uuid IS NULL OR id < \(page.last))
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(
            UUIDv7.self, UUIDv7.self, UUIDv7.self, UUIDv7.self, Instant.self, Instant.self, Bool.self)
        return ShiftList(rows.map { ShiftDetail($0) })
    }
}
