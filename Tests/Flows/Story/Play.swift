import Accounting
import Narration
import Vocabulary

/// The story, chapter after chapter, on an instance that knows nothing yet.
struct Play {
    let stage: Stage
    let progress: Narrator
    /// What befalls the instance while orders come in; nothing in a demonstration.
    var mishap: (@Sendable () async throws -> Void)?

    /// The services that take part.
    static let services = ["catalogue", "orders", "eligibility", "logistics", "livestream"]

    /// Plays it to its end, and audits what is left.
    func play() async throws -> StoryReport {
        let start = ContinuousClock.now
        let register = try await progress.during("240 households apply, and the poor are registered") {
            try await EligibilityChapter(stage: stage).play()
        } outcome: {
            "\($0.values.reduce(0) { $0 + $1.registered.count }) are"
        }
        try await stage.setTime(Instant(of: "2019-07-07T01:00:00Z"))
        let network = try await progress.during("stations and lanes are opened, from the villages to the cities") {
            try await NetworkChapter(stage: stage).play()
        } outcome: {
            "\($0.stations.count) stations"
        }
        let goods = try await progress.during("households bring their harvest to the stations") {
            try await CatalogueChapter(stage: stage, register: register, stations: network.stations).play()
        } outcome: {
            "\($0.count) products on sale"
        }
        let sold = try await sell(goods, over: network)
        _ = try await progress.during("lorries and vans carry what was bought to its buyers") {
            try await DispatchChapter(stage: stage, network: network).play()
        } outcome: {
            "\($0.delivered) consignments delivered by \($0.runs) runs, \($0.failed) given up"
        }
        let sales = try await progress.during("claims are decided, and everybody is paid") {
            try await SettlingChapter(stage: stage, orders: sold.orders.retail).play()
        } outcome: {
            "\($0.total.completed) orders completed"
        }
        let monthEnd = try await progress.during("the month ends, and its incomes are reviewed") {
            try await MonthEndChapter(stage: stage, sales: sales).play()
        } outcome: {
            "\($0.watched) households are watched"
        }
        let audit = try await progress.during("every log is compared with every inbox") {
            try await stage.reconcile(Self.services)
        } outcome: {
            $0.faults.isEmpty ? "nothing amiss" : "\($0.faults.count) faults"
        }
        return StoryReport(
            sales: sales, audit: audit, householdsRegistered: monthEnd.registered, usage: sold.usage,
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// What was sold, and what it took.
    private struct Sold {
        let orders: OrderingChapter.Outcome
        /// From the first order to the payment of the last; nothing if a mishap came between.
        let usage: [ProcessAccounting.Usage]
    }

    /// An episode is announced, and while it is live 2,000 buyers and a partner order.
    private func sell(_ goods: [OrderingChapter.Goods], over network: NetworkChapter.Network) async throws -> Sold {
        let livestream = LivestreamChapter(stage: stage)
        let evening = try await progress.during("an episode is announced, and goes on the air") {
            let evening = try await livestream.prepare(
                zip(CatalogueChapter.brands, goods).map { brand, goods in
                    LivestreamChapter.Goods(brand, listing: goods.listing)
                })
            try await livestream.start(evening)
            return evening
        } outcome: {
            "\($0.offers.count) offers"
        }
        let offered = try zip(CatalogueChapter.brands, goods).map { brand, goods in
            guard let offer = evening.offers[brand.county].flatMap({ UUIDv7($0) }) else {
                throw StoryFault("nothing of \(brand.county) is on offer")
            }
            return goods.offered(in: offer, allotment: brand.allotment)
        }
        let unoffered = zip(CatalogueChapter.brands, goods).map { $1.unoffered($0.allotment) }
        let ordering = OrderingChapter(
            stage: stage, rush: offered[0], others: Array(offered.dropFirst() + unoffered.dropFirst()),
            destinations: network.destinations)
        return try await progress.during("2,000 buyers and a partner order") {
            let (orders, usage) = try await play(ordering)
            try await livestream.end(evening)
            try await ordering.endUnpaid(at: Instant(of: "2019-07-07T12:30:00Z"))
            return Sold(orders: orders, usage: usage)
        } outcome: {
            "\($0.orders.retail.count + $0.orders.imported.count) orders"
        }
    }

    private func play(
        _ ordering: OrderingChapter
    ) async throws -> (OrderingChapter.Outcome, [ProcessAccounting.Usage]) {
        guard let mishap else {
            let programs = stage.programs(services: Self.services)
            let before = try ProcessAccounting(of: programs)
            let orders = try await ordering.play()
            return (orders, try ProcessAccounting(of: programs).used(since: before))
        }
        // What a program used before it was killed is not known.
        async let orders = ordering.play()
        try await mishap()
        return (try await orders, [])
    }
}
