package import Narration
internal import Passes
internal import Runtime
package import Vocabulary

/// What there is to order, by whom, and where it can go: products of registered households.
package struct Market: Sendable {
    /// The partner whose buyers order.
    package let partner: UUIDv7
    /// Where those who order get their tokens.
    let passes: PassDesk
    /// The products of each county.
    package let goods: [[MarketGoods.Listed]]
    /// The buyers' doors, by city.
    package let doors: [String: [String]]

    /// Makes it on a fresh system, by the commands that people give.
    /// - Parameters:
    ///   - households: how many are in the register, over all counties.
    ///   - products: how many are on sale, over all counties.
    package static func open(
        on system: RigSystem, households: Int, products: Int, progress: Narrator
    ) async throws -> Market {
        let counties = MarketCounty.all.count
        let register = try await progress.during("\(households) households go the way to the register") {
            try await MarketRegister(system: system, households: households / counties).fill()
        }
        try system.setTime("2019-07-07T01:00:00Z")
        return try await progress.during("\(products) products are put on sale") {
            let places = try await MarketNetwork(logistics: CommandDesk("logistics", of: system)).open()
            let listed = try await MarketGoods(
                catalogue: CommandDesk("catalogue", of: system), register: register,
                stations: places.stations
            ).offer(products: products / counties)
            let goods = Dictionary(grouping: listed, by: \.county.code).sorted { $0.key < $1.key }.map(\.value)
            return Market(
                partner: try await MarketPartner.register(on: system), passes: try system.passes, goods: goods,
                doors: places.doors)
        }
    }
}
