import LoadRig
import Accounting
import Narration

/// What the parts of a bench share: the system, what can be ordered on it, and the book that figures are written into.
final class BenchRun {
    let system: RigSystem
    let market: Market
    let arrivals: Arrivals
    let progress: Narrator
    let scale: BenchScale
    var writer: OrderWriter
    private(set) var book = FigureBook()
    /// Those of each run that was counted.
    private(set) var conditions: [Conditions] = []

    init(system: RigSystem, market: Market, arrivals: Arrivals, progress: Narrator, scale: BenchScale) {
        self.system = system
        self.market = market
        self.arrivals = arrivals
        self.progress = progress
        self.scale = scale
        writer = OrderWriter(market: market, seed: 2019)
    }

    /// Writes a figure down.
    func add(_ name: String, _ unit: String, _ value: Double) {
        book.add(name, unit, value)
    }

    /// Takes over what another system's run measured.
    func takeOver(_ other: BenchRun, under name: String) {
        for figure in other.book.figures {
            for value in figure.runs { book.add("\(name).\(figure.name)", figure.unit, value) }
        }
        conditions += other.conditions
    }

    /// Measures something in as many runs as are wanted. A run during which others used too much of the machine is repeated,
    /// and counted only if there is no quiet one.
    /// - Parameters:
    ///   - name: of the part.
    ///   - replicas: how many instances of each service run.
    ///   - record: writes down what a run that counts has measured.
    func measure<Value: Sendable>(
        _ name: String, runs: Int? = nil, replicas: Int = 1, _ body: () async throws -> Value,
        record: (Meter.Reading<Value>) async throws -> Void
    ) async throws {
        let meter = Meter(programs: system.programs(replicas: replicas))
        for run in 1...(runs ?? scale.runs) {
            var reading: Meter.Reading<Value>
            var attempts = 0
            repeat {
                attempts += 1
                arrivals.forget()
                reading = try await progress.during("\(name), run \(run)") {
                    try await meter.during("\(name).\(run)", body)
                } outcome: { reading in
                    let (others, load) = (reading.conditions.otherCores, reading.conditions.loadAverage)
                    return "others used \(others) cores, load \(load.inThousandths)"
                }
            } while !reading.conditions.isQuiet && attempts <= scale.repeats
            conditions.append(reading.conditions)
            try await record(reading)
        }
    }

    /// Writes down what CPU time a run took for each order.
    func addUse(_ use: ProcessorUse, orders: Int, under name: String) {
        let orders = Double(max(1, orders))
        add("\(name).cpu_ms_per_order.services", "ms", use.services / orders)
        add("\(name).cpu_ms_per_order.postgres", "ms", use.postgres / orders)
        add("\(name).cpu_ms_per_order.rabbitmq", "ms", use.rabbitmq / orders)
        add("\(name).cpu_ms_per_order.total", "ms", use.total / orders)
        add("\(name).driver_ms_per_order", "ms", use.driver / orders)
    }

    /// Writes down how much private memory each service keeps once nothing is left to do: the least that is seen for a while, in
    /// which it gives back what it has freed.
    func addMemory(under name: String) async throws {
        var least = try PrivateMemory.megabytes(of: system.servicePrograms())
        let end = ContinuousClock.now + Self.restOfMemory
        while ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(250))
            least.merge(try PrivateMemory.megabytes(of: system.servicePrograms()), uniquingKeysWith: min)
        }
        for (service, megabytes) in least { add("\(name).rss_anon_mb.\(service)", "MB", megabytes) }
    }

    /// Longer than services take to give back what they have freed.
    private static let restOfMemory = Duration.seconds(3)
}
