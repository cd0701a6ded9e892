internal import Delivery
internal import EligibilityDomain
public import Eventing
public import Postgres
internal import Runtime
public import Vocabulary

/// What the register knows of one county.
public struct CountyFigures: Record {
    /// The county.
    public var county: DivisionCode
    /// How it is designated today.
    public var designation: String
    /// How many households are on file, closed files apart.
    public var onFile: Int64
    /// How many are entitled to help.
    public var registered: Int64
    /// What households on file have earned by sales, in fen.
    public var salesIncomeFen: Fen
    /// What of it those earned that are entitled to help, in fen.
    public var registeredSalesIncomeFen: Fen

    init(_ row: (DivisionCode, String, Int64, Int64, Int64, Int64)) {
        (county, designation, onFile, registered, salesIncomeFen, registeredSalesIncomeFen) = row
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ figures: Self?) throws(EventFault) {
        county = try fields.field("county", figures?.county)
        designation = try fields.field("designation", figures?.designation)
        onFile = try fields.field("on_file", figures?.onFile)
        registered = try fields.field("registered", figures?.registered)
        salesIncomeFen = try fields.field("sales_income_fen", figures?.salesIncomeFen)
        registeredSalesIncomeFen = try fields.field("registered_sales_income_fen", figures?.registeredSalesIncomeFen)
    }
}

/// What the register knows of each county.
public struct CountyReport: Record {
    /// The counties with households on file, by code.
    public var counties: [CountyFigures]

    init(_ counties: [CountyFigures]) {
        self.counties = counties
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        counties = try fields.field("counties", report?.counties)
    }
}

extension EligibilityService {
    /// Counts households and adds up their income by county.
    public func countyReport(
        on day: Day, of code: DivisionCode? = nil, in transaction: PostgresTransaction
    ) async throws -> CountyReport {
        try RowReach.hold(code, in: transaction)
        let beneficiaries = HouseholdState.allCases.filter(\.isBeneficiary)
        let rows = try await transaction.query(
            """
            WITH earned AS (
                SELECT household, sum(amount_fen) AS fen FROM income_entry
                WHERE source_kind = 'settlement' GROUP BY household
            )
            SELECT county,
                coalesce((
                    SELECT level FROM county_designation
                    WHERE code = county AND first_day <= \(day) AND (last_day IS NULL OR last_day >= \(day))
                ), 'none'),
                count(*) FILTER (WHERE state <> \(HouseholdState.closed)),
                count(*) FILTER (WHERE state = ANY (\(beneficiaries))),
                coalesce(sum(fen), 0)::bigint,
                coalesce(sum(fen) FILTER (WHERE state = ANY (\(beneficiaries))), 0)::bigint
            FROM household LEFT JOIN earned ON earned.household = id
            WHERE \(code)::text IS NULL OR county = \(code)
            GROUP BY county ORDER BY county LIMIT \(Int64(maximumListLength))
            """
        ).decode(DivisionCode.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self)
        return CountyReport(rows.map(CountyFigures.init))
    }
}
