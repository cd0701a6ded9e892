import OrdersDomain
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Whose an order is", .enabled(if: LiveServers.arePresent))
struct OwnOrdersTests {
    @Test("who bought it sees, cancels and pays it; to other buyers, partners and counties it is not there")
    func ownOnly() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            let order = try await shop.order(id)
            let buyer = Caller(order.placement.buyer.description, as: .buyer)
            let county = try #require(DivisionCode("522728"))
            let strangers = [
                Caller(Token.make().description, as: .buyer),
                Caller("market", as: .partner, within: Scope(partner: .make())), Caller("market", as: .partner),
                Caller("sun", as: .reviewer, within: Scope(county: county)),
            ]
            for stranger in strangers {
                await #expect(throws: Problem.notFound("order \(id)"), "\(stranger)") {
                    try await shop.read { try await $0.show(id, to: stranger, in: $1) }
                }
                await #expect(throws: Problem.notFound("order \(id)"), "\(stranger)") {
                    try await shop.give(by: stranger) { try await $0.cancel(id, $1, in: $2) }
                }
                await #expect(throws: Problem.notFound("order \(id)"), "\(stranger)") {
                    try await shop.give(by: stranger) { try await $0.pay(for: id, with: "approve", $1, in: $2) }
                }
            }
            let elsewhere = Scope(subPlatform: .make())
            for caller in [
                Caller(buyer.subject, as: .buyer, within: elsewhere), Caller("li", as: .operator, within: elsewhere),
            ] {
                await #expect(throws: Problem.notFound("order \(id)"), "\(caller)") {
                    try await shop.read { try await $0.show(id, to: caller, in: $1) }
                }
            }
            #expect(order.isPaid(by: Caller("wang.station", as: .stationClerk, within: Scope(county: county))))
            #expect(!order.isPaid(by: Caller("wang.station", as: .stationClerk, within: elsewhere)))
            for caller in [buyer, Caller("li", as: .operator), Caller("sun", as: .reviewer)] {
                #expect(try await shop.read { try await $0.show(id, to: caller, in: $1) }.orderID == id)
            }
            let cancelled = try await shop.give(by: buyer) { try await $0.cancel(id, $1, in: $2) }
            #expect(cancelled.state == .cancelled)
        }
    }

    @Test("a buyer orders for themselves, and in the sub-platform of their token alone")
    func placing() throws {
        func request(of buyer: Token, in subPlatform: UUIDv7?) throws -> OrderRequest {
            OrderRequest(
                channel: .shop, subPlatform: subPlatform, buyer: buyer,
                destination: Destination(
                    kind: .address, place: .make(), city: try #require(DivisionCode("310100"))),
                lines: [])
        }
        let (own, other) = (Token.make(), Token.make())
        let platform = UUIDv7.make()
        let buyer = Caller(own.description, as: .buyer)
        let member = Caller(own.description, as: .buyer, within: Scope(subPlatform: platform))
        let clerk = Caller("wang.station", as: .stationClerk)
        for (caller, buyer, subPlatform, isRefused) in [
            (buyer, own, nil, false), (buyer, other, nil, true), (buyer, own, platform, false),
            (member, own, platform, false), (member, own, nil, true), (member, own, .make(), true),
            (clerk, other, nil, false),
        ] as [(Caller, Token, UUIDv7?, Bool)] {
            let refusal = fault(of: try request(of: buyer, in: subPlatform), placedBy: caller)
            #expect((refusal != nil) == isRefused)
            if let refusal { #expect(refusal.status == 403 && refusal.code == "out-of-scope") }
        }
    }

    private func fault(of request: OrderRequest, placedBy caller: Caller) -> Problem? {
        do throws(Problem) {
            try request.expectPlaced(by: caller)
            return nil
        } catch {
            return error
        }
    }

    @Test("a claim is decided by who answers for every county, since orders have goods of several")
    func scopes() async throws {
        try await Shop.open { shop in
            let county = try #require(DivisionCode("522728"))
            let bound = Caller("sun", as: .reviewer, within: Scope(county: county))
            let refusal = await #expect(throws: Problem.self) {
                try await shop.give(by: bound) {
                    try await $0.decideClaim(
                        .make(), ClaimDecision(outcome: .refunded, refund: 0, liable: .platform), $1, in: $2)
                }
            }
            #expect(refusal?.code == "out-of-scope")
        }
    }
}

extension Shop {
    func give<Value>(
        by caller: Caller,
        _ body: (OrdersService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        try await schema.workbench.perform { try await body(service, CommandContext(by: caller, now: now), $0) }
    }

    fileprivate func read<Value: Sendable>(
        _ body: (OrdersService, PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await schema.workbench.pool.withTransaction(readOnly: true) { try await body(service, $0) }
    }
}
