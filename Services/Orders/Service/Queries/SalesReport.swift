public import Eventing
public import Vocabulary

/// What orders brought to counties and their registered households.
public struct SalesReport: Record {
    /// How many orders ended for one reason.
    public struct Cancelled: Record {
        /// The reason.
        public var reason: String
        /// How many.
        public var orders: Int64

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ cancelled: Cancelled?) throws(EventFault) {
            reason = try fields.field("reason", cancelled?.reason)
            orders = try fields.field("orders", cancelled?.orders)
        }
    }

    /// What orders brought: to one county, or in all.
    public struct Sums: Record {
        /// Orders placed.
        public var placed: Int64
        /// Of these, those that were ever confirmed.
        public var confirmed: Int64
        /// Of these, those that are completed.
        public var completed: Int64
        /// Those that ended otherwise.
        public var cancelled: [Cancelled]
        /// What buyers paid for what was delivered, less what went back, in fen.
        public var salesFen: Fen
        /// What registered households are owed of it, in fen.
        public var toRegisteredFen: Fen
        /// What of that they have, in fen.
        public var paidToRegisteredFen: Fen
        /// What registered households have of each thousand of sales.
        public var paidToRegisteredPermille: Int64
        /// What all households have, in fen.
        public var paidToHouseholdsFen: Fen
        /// What the counties' funds get, in fen.
        public var countyFundFen: Fen

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ sums: Sums?) throws(EventFault) {
            placed = try fields.field("orders_placed", sums?.placed)
            confirmed = try fields.field("orders_confirmed", sums?.confirmed)
            completed = try fields.field("orders_completed", sums?.completed)
            cancelled = try fields.field("orders_cancelled_by_reason", sums?.cancelled)
            salesFen = try fields.field("sales_fen", sums?.salesFen)
            toRegisteredFen = try fields.field("to_registered_fen", sums?.toRegisteredFen)
            paidToRegisteredFen = try fields.field("paid_to_registered_fen", sums?.paidToRegisteredFen)
            paidToRegisteredPermille = try fields.field("paid_to_registered_permille", sums?.paidToRegisteredPermille)
            paidToHouseholdsFen = try fields.field("paid_to_households_fen", sums?.paidToHouseholdsFen)
            countyFundFen = try fields.field("county_fund_fen", sums?.countyFundFen)
        }
    }

    /// A county and what orders of its goods brought. An order of two counties' goods is one of each.
    public struct County: Record {
        /// Its code.
        public var county: DivisionCode
        /// What it came to.
        public var sums: Sums

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ county: County?) throws(EventFault) {
            self.county = try fields.field("county", county?.county)
            sums = try fields.field("sums", county?.sums)
        }
    }

    /// How long it took from the record of an order to that of its confirmation, by the wall's time, in milliseconds.
    public struct Latency: Record {
        /// How many retail orders were measured.
        public var orders: Int64
        /// Half of them took at most this long.
        public var p50: Int64
        /// 95 of 100 took at most this long.
        public var p95: Int64
        /// 99 of 100 took at most this long.
        public var p99: Int64

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ latency: Latency?) throws(EventFault) {
            orders = try fields.field("orders", latency?.orders)
            p50 = try fields.field("p50", latency?.p50)
            p95 = try fields.field("p95", latency?.p95)
            p99 = try fields.field("p99", latency?.p99)
        }
    }

    /// What all orders came to.
    public var total: Sums
    /// County by county.
    public var counties: [County]
    /// What the ledger's accounts come to together: 0, or money has got lost.
    public var ledgerImbalanceFen: Fen
    /// How long confirmations took.
    public var placedToConfirmedMs: Latency

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ report: SalesReport?) throws(EventFault) {
        total = try fields.field("total", report?.total)
        counties = try fields.field("counties", report?.counties)
        ledgerImbalanceFen = try fields.field("ledger_imbalance_fen", report?.ledgerImbalanceFen)
        placedToConfirmedMs = try fields.field("placed_to_confirmed_ms", report?.placedToConfirmedMs)
    }

    init(total: Sums, counties: [County], ledgerImbalanceFen: Fen, placedToConfirmedMs: Latency) {
        self.total = total
        self.counties = counties
        self.ledgerImbalanceFen = ledgerImbalanceFen
        self.placedToConfirmedMs = placedToConfirmedMs
    }
}

extension SalesReport.Sums {
    /// Nothing.
    init() {
        placed = 0
        confirmed = 0
        completed = 0
        cancelled = []
        salesFen = 0
        toRegisteredFen = 0
        paidToRegisteredFen = 0
        paidToRegisteredPermille = 0
        paidToHouseholdsFen = 0
        countyFundFen = 0
    }
}

extension SalesReport.Cancelled {
    init(reason: String, orders: Int64) {
        self.reason = reason
        self.orders = orders
    }
}

extension SalesReport.County {
    init(_ county: DivisionCode, _ sums: SalesReport.Sums) {
        self.county = county
        self.sums = sums
    }
}

extension SalesReport.Latency {
    init(orders: Int64, p50: Int64, p95: Int64, p99: Int64) {
        self.orders = orders
        self.p50 = p50
        self.p95 = p95
        self.p99 = p99
    }
}
