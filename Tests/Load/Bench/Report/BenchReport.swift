import LoadRig
import Foundation

/// What a bench came to, in figures. `json` has them under snake-case names.
struct BenchReport: Encodable, Sendable {
    /// A quantity of orders taken in three ways.
    struct Rates: Encodable, Sendable {
        let batch: Double?
        let single: Double?
        let flash: Double?
    }

    /// Milliseconds.
    struct Latency: Encodable, Sendable {
        let p50: Double?
        let p99: Double?
    }

    /// How many orders, runs and seconds there were.
    struct Scale: Encodable, Sendable {
        let orders: Int
        let runs: Int
    }

    /// `release` or `debug`.
    let build: String
    let scale: Scale
    let machine: Machine
    /// How long it all took.
    let seconds: Double
    /// CPU milliseconds for a confirmed order, by batches: services, PostgreSQL, RabbitMQ and their sum.
    let cpuMsPerOrder: [String: Double]
    /// The same one by one.
    let cpuMsPerOrderSingle: [String: Double]
    /// For each order of a rush, sold or not.
    let cpuMsPerOrderFlash: Double?
    let ordersPerS: Rates
    let ratioToLimit: Double?
    /// From when an order is due to its confirmation, by orders a second.
    let latencyMs: [String: Latency]
    /// Private memory of each service after (a), the larger of both kinds.
    let rssAnonMb: [String: Double]
    /// The most that it was during (f).
    let rssAnonMbBacklog: [String: Double]
    let readyMs: [String: Double]
    /// Events of a backlog a second.
    let drainPerS: Double?
    let growthRatio: Double?
    let goals: [Goal]
    let figures: [Figure]
    let conditions: [Conditions]

    init(book: FigureBook, conditions: [Conditions], build: String, scale: BenchScale, seconds: Double) {
        self.build = build
        self.scale = Scale(orders: scale.orders, runs: scale.runs)
        machine = .this
        self.seconds = seconds.inThousandths
        cpuMsPerOrder = book.medians(under: "batch.cpu_ms_per_order")
        cpuMsPerOrderSingle = book.medians(under: "single.cpu_ms_per_order")
        cpuMsPerOrderFlash = book.median("flash.cpu_ms_per_order.total")?.inThousandths
        ordersPerS = Rates(
            batch: book.median("batch.orders_per_s")?.inThousandths,
            single: book.median("single.orders_per_s")?.inThousandths,
            flash: book.median("flash.orders_per_s")?.inThousandths)
        ratioToLimit = book.ratioToLimit?.inThousandths
        latencyMs = Dictionary(
            uniqueKeysWithValues: FixedRatePart.rates.map { rate in
                (
                    "\(rate)",
                    Latency(
                        p50: book.median("fixed_\(rate).latency_ms.p50")?.inThousandths,
                        p99: book.median("fixed_\(rate).latency_ms.p99")?.inThousandths)
                )
            })
        rssAnonMb = book.medians(under: "batch.rss_anon_mb").merging(
            book.medians(under: "single.rss_anon_mb"), uniquingKeysWith: max)
        rssAnonMbBacklog = book.medians(under: "backlog.rss_anon_mb")
        readyMs = book.medians(under: "start.ready_ms")
        drainPerS = book.median("backlog.drain_per_s")?.inThousandths
        growthRatio = book.growthRatio?.inThousandths
        goals = Goal.all(of: book, allotment: scale.orders / 10)
        figures = book.figures
        self.conditions = conditions
    }

    /// The report for machines.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}

/// What it was measured on.
struct Machine: Encodable, Sendable {
    let cores: Int
    let memoryMb: Int
    /// As the kernel calls itself.
    let system: String

    static var this: Machine {
        let process = ProcessInfo.processInfo
        return Machine(
            cores: process.activeProcessorCount, memoryMb: Int(process.physicalMemory / 1_048_576),
            system: process.operatingSystemVersionString)
    }
}
