import Passes
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Story

/// Buyers who never tire: each orders, sends that again with the same key until it is answered, and orders the next.
///
/// They rush until what happens is well under way, and then look around between two orders: a server that starts anew
/// needs the machine too, and whatever piles up meanwhile must be worked off.
final class Crowd: Sendable {
    private let api: ServiceAPI
    private let goods: [OrderingChapter.Goods]
    private let destinations: [String: [OrderingChapter.Place]]
    private let placed = Mutex<[String]>([])
    private let isShopping = Mutex(false)

    static let buyers = 8
    /// How many orders are answered before something happens, and after it.
    static let margin = 50
    /// How many orders are answered in the rush.
    static let rush = 400
    /// How long each buyer looks around afterwards.
    static let pause = Duration.milliseconds(150)

    init(at api: ServiceAPI, goods: [OrderingChapter.Goods], destinations: [String: [OrderingChapter.Place]]) {
        self.api = api
        self.goods = goods
        self.destinations = destinations
    }

    /// The ids of all orders that were answered.
    var orders: [String] { placed.withLock(\.self) }

    /// Has them order while something happens, from before it begins until it is over and orders are answered again.
    func order(during incident: () async throws -> Void) async throws {
        isShopping.withLock { $0 = true }
        let rushed = orders.count + Self.rush
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.buyers {
                group.addTask {
                    while self.isShopping.withLock(\.self) {
                        try await self.orderOnce()
                        if self.orders.count >= rushed { try await Task.sleep(for: Self.pause) }
                    }
                }
            }
            try await waitForMore()
            try await incident()
            try await waitForMore()
            isShopping.withLock { $0 = false }
            try await group.waitForAll()
        }
    }

    private func waitForMore() async throws {
        let goal = orders.count + Self.margin
        let isReached = try await eventually(within: .seconds(60)) {
            try Task.checkCancellation()
            return orders.count >= goal
        }
        try #require(isReached, "\(Self.margin) more orders are answered, not \(orders.count - goal + Self.margin)")
    }

    private func orderOnce() async throws {
        var random = SystemRandomNumberGenerator()
        let buyer = Token.make(using: &random).description
        let chosen = try #require(goods.randomElement(using: &random))
        let body = OrderDrafts.RetailBody(
            channel: "shop", buyer: buyer, session: Token.make(using: &random).description,
            destination: try OrderDrafts.destination(of: chosen, among: destinations, using: &random),
            lines: [OrderDrafts.Line(chosen)],
            instrument: "approve")
        var answer: ServiceAPI.Answer?
        // No answer, and one that blames the service, say nothing of whether the order was taken.
        let isAnswered = try await eventually(within: .seconds(60), pausing: .milliseconds(50)) {
            try Task.checkCancellation()
            answer = try? await api.post("/orders", body, key: "order-\(buyer)", as: .buyer(buyer))
            return answer.map { $0.status < 500 } ?? false
        }
        try #require(
            isAnswered, "an order is answered within a minute; the last answer was \(String(describing: answer))")
        let id = try #require(answer).decode(Receipt.self).orderID
        placed.withLock { $0.append(id) }
    }
}
