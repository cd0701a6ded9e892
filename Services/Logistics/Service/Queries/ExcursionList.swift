internal import Delivery
public import Eventing
internal import LogisticsDomain
public import LogisticsEvents
public import Postgres
public import Vocabulary
public import Runtime

/// An excursion as people look at it.
public struct ExcursionDetail: Record {
    /// Its id.
    public var excursionID: UUIDv7
    /// Where it was too warm or too cold.
    public var space: TemperatureExcursion.Space
    /// When the band was left first.
    public var from: Instant
    /// When it was last known to be left.
    public var to: Instant
    /// The reading furthest outside, in tenths of a degree Celsius.
    public var peak: Int32
    /// How long it was outside in these readings, in minutes.
    public var outMin: Int64
    /// The longest that any of the goods was outside, all exposures together, in minutes.
    public var cumulativeMin: Int64
    /// `station` or `carrier`.
    public var custody: String
    /// How many allocations' goods were exposed for longer than they bear.
    public var items: Int64
    /// How many consignments have failed by it.
    public var failed: Int64

    fileprivate init(_ row: PostgresRow) throws(PostgresError) {
        let (id, run, compartment, site, store, from, to, peak, out, cumulative, custody, items, failed) =
            try row.decode(
                UUIDv7.self, UUIDv7?.self, Int32?.self, UUIDv7?.self, Int32?.self, Instant.self, Instant.self,
                Int32.self, Int64.self, Int64.self, String.self, Int64.self, Int64.self)
        excursionID = id
        if let run, let compartment {
            space = .compartment(runID: run, number: compartment)
        } else {
            space = .store(stationID: site ?? id, number: store ?? 0)
        }
        (self.from, self.to, self.peak) = (from, to, peak)
        (outMin, cumulativeMin, self.custody) = (out, cumulative, custody)
        (self.items, self.failed) = (items, failed)
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        excursionID = try fields.field("excursion_id", detail?.excursionID)
        space = try fields.field("where", detail?.space)
        from = try fields.field("from", detail?.from)
        to = try fields.field("to", detail?.to)
        peak = try fields.field("peak_dc", detail?.peak)
        outMin = try fields.field("out_min", detail?.outMin)
        cumulativeMin = try fields.field("cumulative_min", detail?.cumulativeMin)
        custody = try fields.field("custody", detail?.custody)
        items = try fields.field("items", detail?.items)
        failed = try fields.field("failed", detail?.failed)
    }
}

/// Excursions.
public struct ExcursionList: Record {
    /// The excursions, the newest first.
    public var excursions: [ExcursionDetail]

    fileprivate init(_ rows: PostgresRows) throws(PostgresError) {
        var excursions: [ExcursionDetail] = []
        for row in rows { excursions.append(try ExcursionDetail(row)) }
        self.excursions = excursions
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        excursions = try fields.field("excursions", list?.excursions)
    }
}

extension LogisticsService {
    private static let selection = """
        SELECT id, run, compartment, site, store, starts_at, ends_at, peak, out_minutes, cumulative_minutes, custody,
            (SELECT count(*) FROM excursion_item WHERE excursion_item.excursion = excursion.id),
            (SELECT count(DISTINCT consignment.id)
                FROM excursion_item JOIN consignment_item USING (allocation)
                JOIN consignment ON consignment.id = consignment_item.consignment
                WHERE excursion_item.excursion = excursion.id AND consignment.state = 'failed')
        FROM excursion
        """

    /// A page of excursions, the newest first; of one run if one is named.
    /// - Parameter driver: only on the runs of this one; nil for all.
    public func excursions(
        of run: UUIDv7?, from county: DivisionCode? = nil, drivenBy driver: String? = nil, _ page: Page,
        in transaction: PostgresTransaction
    ) async throws -> ExcursionList {
        try await ExcursionList(
            transaction.query(
                """
                \(unescaped: Self.selection)
                WHERE (\(run)::uuid IS NULL OR run = \(run)) AND (\(page.last)::uuid IS NULL OR id < \(page.last))
                    AND (\(county)::text IS NULL
                        OR EXISTS (SELECT FROM run AS driven WHERE driven.id = run AND driven.county = \(county))
                        OR EXISTS (SELECT FROM site AS kept WHERE kept.id = site AND kept.county = \(county)))
                    AND (\(driver)::text IS NULL
                        OR EXISTS (SELECT FROM run AS driven WHERE driven.id = run AND driven.driver::text = \(driver)))
                ORDER BY id DESC LIMIT \(page.limit)
                """))
    }

    /// Excursions by their ids.
    func excursions(_ ids: [UUIDv7], in transaction: PostgresTransaction) async throws -> ExcursionList {
        try await ExcursionList(
            transaction.query("\(unescaped: Self.selection) WHERE id = ANY (\(ids)) ORDER BY id DESC"))
    }
}
