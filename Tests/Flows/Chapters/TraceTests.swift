import Passes
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Traces of orders", .enabled(if: LiveServers.arePresent), .serialized)
struct TraceTests {
    private let services = ["catalogue", "orders", "eligibility", "logistics"]

    @Test(
        "one order's work in all services is one tree under its caller's, and a collector in trouble harms no order",
        .timeLimit(.minutes(8)))
    func tree() async throws {
        let replies = Replies()
        let collector = try ScriptedServer { _ in replies.current }
        defer { collector.stop() }
        let settings = ["THROUGHTRAIN_OTLP_ENDPOINT": collector.url]
        try await playing("traces", migrated: Stage.services, running: services, settings: settings) { stage in
            let buyer = try await openShop(on: stage)
            try await expectCommandTraced(
                "publish", of: "eligibility", followedBy: ["eligibility: deadline close-publicity"], at: collector)
            try await expectCommandTraced(
                "register", of: "eligibility",
                followedBy: [
                    "eligibility: publish throughtrain.eligibility.household.registered.v1",
                    "catalogue: handle throughtrain.eligibility.household.registered.v1",
                ], at: collector)
            try await expectTree(of: buyer, at: collector)

            replies.set(.status(500))
            try await buyer.order(in: nil)
            // Spans leave every few seconds; only then the collector may get into another trouble.
            let lost = try await eventually(within: .seconds(30)) {
                let text = String(decoding: try await buyer.api.get("/metrics").body, as: UTF8.self)
                return text.contains(/throughtrain_spans_lost_total\{reason="refused"\} [1-9]/)
            }
            #expect(lost, "what is refused is counted")
            for reply in [ScriptedServer.Reply.status(429, headers: ["Retry-After: 1"]), .silence] {
                replies.set(reply)
                try await buyer.order(in: nil)
            }
            collector.stop()
            try await buyer.order(in: nil)
            // The instance is stopped behind this, which fails unless each service ends in time.
        }
    }

    /// Every span of the order has its parent among them, but for the request, whose parent is the caller's.
    private func expectTree(of buyer: Buyer, at collector: ScriptedServer) async throws {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let caller = "00f067aa0ba902b7"
        try await buyer.order(in: "00-\(trace)-\(caller)-01")
        var spans: [CollectedSpans.Span] = []
        let isWhole = await eventually(within: .seconds(30)) {
            spans = CollectedSpans(collector.received).spans(of: trace)
            let ids = Set(spans.map(\.id))
            return Set(spans.map(\.service)) == Set(services)
                && spans.filter { !ids.contains($0.parent ?? "") }.map(\.parent) == [caller]
        }
        let names = spans.map { "\($0.service): \($0.name)" }.sorted()
        #expect(isWhole, "\(names)")
        #expect(Set(spans.map(\.id)).count == spans.count)
        let expected = [
            "orders: POST /orders", "orders: command /orders", "orders: publish throughtrain.orders.order.placed.v1",
            "catalogue: handle throughtrain.orders.order.placed.v1", "orders: ask for payment",
            "orders: payment captured", "logistics: handle throughtrain.orders.order.confirmed.v1",
        ]
        for name in expected { #expect(names.contains(name), "\(name) is not among \(names)") }
    }

    /// What is told by a command, and what falls due by it, is done in its trace.
    private func expectCommandTraced(
        _ command: String, of service: String, followedBy expected: Set<String>, at collector: ScriptedServer
    ) async throws {
        var names: Set<String> = []
        let isWhole = await eventually(within: .seconds(30)) {
            let spans = CollectedSpans(collector.received)
            let root = spans.spans.first { $0.service == service && $0.name == "command \(command)" }
            guard let root, root.parent == nil, root.exitCode == 0 else { return false }
            names = Set(spans.spans(of: root.trace).map { "\($0.service): \($0.name)" })
            return names.isSuperset(of: expected)
        }
        #expect(isWhole, "of \(command) came \(names)")
    }

    /// Puts goods on sale, for a buyer.
    private func openShop(on stage: Stage) async throws -> Buyer {
        let register = try await EligibilityChapter(stage: stage).play()
        try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
        let network = try await NetworkChapter(stage: stage).play()
        let goods = try await CatalogueChapter(stage: stage, register: register, stations: network.stations).play()
        return Buyer(
            api: try await stage.api("orders"), goods: try #require(goods.first),
            destinations: network.destinations)
    }
}

/// What the collector replies at present.
private final class Replies: Sendable {
    private let reply = Mutex(ScriptedServer.Reply.status(200))

    var current: ScriptedServer.Reply { reply.withLock { $0 } }

    func set(_ reply: ScriptedServer.Reply) {
        self.reply.withLock { $0 = reply }
    }
}

/// Who orders one thing at a time, and waits until it is confirmed.
private struct Buyer {
    let api: ServiceAPI
    let goods: OrderingChapter.Goods
    let destinations: [String: [OrderingChapter.Place]]

    func order(in trace: String?) async throws {
        var random = SystemRandomNumberGenerator()
        let buyer = Token.make(using: &random).description
        let body = OrderDrafts.RetailBody(
            channel: "shop", buyer: buyer, session: Token.make(using: &random).description,
            destination: try OrderDrafts.destination(of: goods, among: destinations, using: &random),
            lines: [OrderDrafts.Line(goods)], instrument: "approve")
        let answer = try await api.post("/orders", body, key: "order-\(buyer)", as: .buyer(buyer), trace: trace)
        let id = try answer.decode(Receipt.self).orderID
        let isConfirmed = try await eventually(within: .seconds(30)) {
            String(decoding: try await api.get("/orders/\(id)").body, as: UTF8.self).contains(#""state":"confirmed""#)
        }
        try #require(isConfirmed, "the order \(id) is confirmed")
    }
}
