import LoadRig

/// What the project wants of a figure, and whether it is so.
struct Goal: Encodable, Sendable, Equatable {
    /// On which side of its bound a figure is well.
    enum Side: String, Encodable, Sendable {
        case atMost = "at most"
        case atLeast = "at least"
        case exactly
    }

    /// What of the system it is about.
    let what: String
    let side: Side
    let bound: Double
    let unit: String
    /// What was measured; nil if it was not.
    let measured: Double?

    /// Whether it is reached; nil if nothing was measured.
    var isMet: Bool? {
        measured.map { measured in
            switch side {
            case .atMost: measured <= bound
            case .atLeast: measured >= bound
            case .exactly: measured == bound
            }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case what, side, bound, unit, measured, met
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(what, forKey: .what)
        try container.encode(side, forKey: .side)
        try container.encode(bound.inThousandths, forKey: .bound)
        try container.encode(unit, forKey: .unit)
        try container.encode(measured?.inThousandths, forKey: .measured)
        try container.encode(isMet, forKey: .met)
    }
}

extension Goal {
    /// All goals, against what a book has.
    /// - Parameter allotment: how many orders of a rush can be filled.
    static func all(of book: FigureBook, allotment: Int) -> [Goal] {
        cost(book) + speed(book) + rush(book, allotment: allotment) + size(book)
    }

    private static func cost(_ book: FigureBook) -> [Goal] {
        [
            Goal(
                "CPU per confirmed order, by batches", .atMost, 1.0, "ms", book.median("batch.cpu_ms_per_order.total")),
            Goal(
                "CPU per confirmed order, one by one", .atMost, 1.0, "ms", book.median("single.cpu_ms_per_order.total")),
            Goal("limit of the parts / CPU per order, by batches", .atLeast, 0.6, "", book.ratioToLimit),
            Goal("CPU per order with a million there before / without", .atMost, 1.15, "", book.growthRatio),
        ]
    }

    private static func speed(_ book: FigureBook) -> [Goal] {
        let saturated = book.median("batch.orders_per_s")
        return [
            Goal("saturated, by batches", .atLeast, 1_500, "orders/s", saturated),
            Goal("saturated, one by one", .atLeast, 1_000, "orders/s", book.median("single.orders_per_s")),
            Goal("placed to confirmed at 300/s, p50", .atMost, 15, "ms", book.median("fixed_300.latency_ms.p50")),
            Goal("placed to confirmed at 300/s, p99", .atMost, 60, "ms", book.median("fixed_300.latency_ms.p99")),
            // Without the saturated rate there is nothing to compare with.
            Goal(
                "a backlog's orders caught up with, against twice the saturated rate", .atLeast, 2 * (saturated ?? 0),
                "orders/s", saturated.flatMap { _ in book.median("backlog.orders_per_s") }),
        ]
    }

    private static func rush(_ book: FigureBook, allotment: Int) -> [Goal] {
        let single = book.median("single.cpu_ms_per_order.total")
        return [
            Goal("sold in a rush", .exactly, Double(allotment), "orders", book.median("flash.sold")),
            Goal("taken to cancelled once sold out, p99", .atMost, 500, "ms", book.median("flash.cancelled_ms.p99")),
            Goal(
                "CPU per order of a rush, against orders of many products", .atMost, single ?? 0, "ms",
                single.flatMap { _ in book.median("flash.cpu_ms_per_order.total") }),
        ]
    }

    private static func size(_ book: FigureBook) -> [Goal] {
        [
            Goal(
                "private memory of a service after (a)", .atMost, 40, "MB",
                ["batch", "single"].flatMap { book.medians(under: "\($0).rss_anon_mb").values }.max()),
            Goal(
                "private memory of a service throughout (f)", .atMost, 80, "MB",
                book.medians(under: "backlog.rss_anon_mb").values.max()),
            Goal("start to ready", .atMost, 300, "ms", book.medians(under: "start.ready_ms").values.max()),
        ]
    }

    private init(_ what: String, _ side: Side, _ bound: Double, _ unit: String, _ measured: Double?) {
        self.init(what: what, side: side, bound: bound, unit: unit, measured: measured)
    }
}

extension FigureBook {
    /// What the parts alone would take for an order, in parts of what it takes: the flow's statements in sets, and the
    /// broker's share for each message that is published and delivered; nil unless all of that was measured.
    var ratioToLimit: Double? {
        guard let statements = median("limits.sql.sets.cpu_ms_per_order"),
            let broker = median("limits.broker.observed.cpu_us_per_event"),
            let deliveries = median("limits.events_per_order.delivered"),
            let measured = median("batch.cpu_ms_per_order.total"), measured > 0
        else { return nil }
        return (statements + broker / 1000 * deliveries) / measured
    }

    /// CPU per order with many there before, in parts of that without them; nil unless both were measured.
    var growthRatio: Double? {
        guard let before = median("batch.cpu_ms_per_order.total"), before > 0,
            let after = median("growth.batch.cpu_ms_per_order.total")
        else { return nil }
        return after / before
    }
}
