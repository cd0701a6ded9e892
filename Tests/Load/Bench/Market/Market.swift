import Narration
import Passes
import Runtime
import Vocabulary

/// What there is to order, by whom, and where it can go: products of registered households.
struct Market: Sendable {
    /// The partner whose buyers order.
    let partner: UUIDv7
    /// The partner's token.
    let token: String
    /// The products of each county.
    let goods: [[MarketGoods.Listed]]
    /// The buyers' doors, by city.
    let doors: [String: [String]]

    /// Makes it on a fresh system, by the commands that people give.
    static func open(on system: BenchSystem, scale: BenchScale, progress: Narrator) async throws -> Market {
        let counties = MarketCounty.all.count
        let register = try await progress.during("\(scale.households) households go the way to the register") {
            try await MarketRegister(system: system, households: scale.households / counties).fill()
        }
        try system.setTime("2019-07-07T01:00:00Z")
        return try await progress.during("\(scale.products) products are put on sale") {
            let places = try await MarketNetwork(logistics: CommandDesk("logistics", of: system)).open()
            let listed = try await MarketGoods(
                catalogue: CommandDesk("catalogue", of: system), register: register,
                stations: places.stations
            ).offer(products: scale.products / counties)
            let goods = Dictionary(grouping: listed, by: \.county.code).sorted { $0.key < $1.key }.map(\.value)
            let partner = try await MarketPartner.register(on: system)
            return Market(
                partner: partner, token: try system.passes.token(of: .partner("bench-market", of: partner)),
                goods: goods,
                doors: places.doors)
        }
    }
}
