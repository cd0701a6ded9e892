import LoadRig

/// How much is measured.
struct BenchScale: Sendable, Equatable {
    /// How many orders saturate the system in a run.
    var orders = 20_000
    /// How many households are in the register.
    var households = 10_000
    /// How many products are on sale.
    var products = 500
    /// How many runs each part has.
    var runs = 3
    /// How often a run that others disturbed is repeated.
    var repeats = 1
    /// How long a fixed rate lasts, in seconds.
    var seconds = 30
    /// How many events wait in (f).
    var backlog = 100_000
    /// How many orders there are before (d).
    var grownOrders = 1_000_000
    /// How many rows the logs have before (d).
    var grownEvents = 10_000_000

    /// What the goals of the project are about.
    static let usual = BenchScale()
    /// The same with more runs.
    static let full = BenchScale(runs: 5)

    /// The same for fewer orders, to try the bench itself: everything is as much smaller.
    func scaled(toOrders orders: Int) -> BenchScale {
        let part = Double(orders) / Double(self.orders)
        func scaled(_ count: Int) -> Int { max(1, Int((Double(count) * part).rounded())) }
        var scale = self
        scale.orders = orders
        scale.households = max(100, scaled(households))
        scale.products = max(50, scaled(products))
        scale.seconds = max(2, scaled(seconds))
        scale.backlog = scaled(backlog)
        scale.grownOrders = scaled(grownOrders)
        scale.grownEvents = scaled(grownEvents)
        return scale
    }
}
