import Eventing
import OrdersDomain
import OrdersEvents
@testable import OrdersService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Importing a partner's orders", .enabled(if: LiveServers.arePresent))
struct ImportTests {
    private let partner = UUIDv7.make()

    private func entry(_ shop: Shop, _ reference: String, _ change: (inout OrderRequest) -> Void = { _ in })
        -> ImportEntry
    {
        var request = shop.request()
        change(&request)
        return ImportEntry(reference: reference, request: .success(request))
    }

    /// Sends a batch of a partner who is registered.
    private func send(_ shop: Shop, _ entries: [ImportEntry]) async throws -> ImportReport {
        try await shop.register(partner)
        return try await sendUnregistered(shop, entries)
    }

    private func sendUnregistered(_ shop: Shop, _ entries: [ImportEntry]) async throws -> ImportReport {
        try await shop.command(by: "partner") { service, context, transaction in
            try await service.importOrders(entries, of: partner, context, in: transaction)
                .map { ImportReport(entries, $0) }
        }
    }

    @Test("takes the good orders, and says by a code what is wrong with the others")
    func takesTheGood() async throws {
        try await Shop.open { shop in
            let report = try await send(
                shop,
                [
                    entry(shop, "A-1"), entry(shop, "A-2") { $0.lines[0].listing = .make() },
                    entry(shop, "A-3") { $0.lines[0].quantity = .pieces(2) }, entry(shop, ""),
                    ImportEntry(
                        reference: "A-5", request: .failure(ImportFault(reason: .malformed, detail: "no buyer"))),
                    entry(shop, "A-1"),
                ])
            #expect(
                report.lines.map { $0.reason?.rawValue ?? $0.outcome.rawValue } == [
                    "accepted", "unknown-listing", "wrong-unit", "partner-reference", "malformed", "repeated",
                ])
            #expect([report.accepted, report.repeated, report.refused] == [1, 1, 4])
            #expect(try await shop.schema.told(OrderPlaced.self).map(\.partnerOrderRef) == ["A-1"])
            try await shop.expectSound()
        }
    }

    @Test("of another sub-platform than the token's is refused as a whole, and says which order it is")
    func subPlatform() async throws {
        try await Shop.open { shop in
            try await shop.register(partner)
            let own = UUIDv7.make()
            let caller = Caller("market", as: .partner, within: Scope(subPlatform: own, partner: partner))
            for (second, isRefused) in [(own, false), (UUIDv7.make(), true)] {
                let entries = [own, second].map { platform in
                    entry(shop, UUIDv7.make().description) { $0.subPlatform = platform }
                }
                let refusal: Problem?
                do {
                    let report = try await shop.give(by: caller) { service, context, transaction in
                        try await service.importOrders(entries, of: partner, context, in: transaction)
                            .map { ImportReport(entries, $0) }
                    }
                    #expect(report.accepted == 2)
                    refusal = nil
                } catch let problem as Problem {
                    refusal = problem
                }
                #expect(refusal?.field == (isRefused ? "orders[1].sub_platform" : nil))
            }
        }
    }

    @Test("the same batch again is known, order by order")
    func knowsAgain() async throws {
        try await Shop.open { shop in
            let entries = ["B-1", "B-2"].map { entry(shop, $0) }
            let first = try await send(shop, entries)
            let second = try await send(shop, entries + [entry(shop, "B-3")])
            #expect(second.lines.map(\.outcome) == [.repeated, .repeated, .accepted])
            #expect(second.lines.prefix(2).map(\.orderID) == first.lines.map(\.orderID))
            #expect(try await shop.schema.told(OrderPlaced.self).count == 3)
        }
    }

    @Test("an import is confirmed without a payment, and its partner owes what it costs")
    func confirms() async throws {
        try await Shop.open { shop in
            let report = try await send(shop, [entry(shop, "C-1")])
            let id = try #require(report.lines.first?.orderID)
            try await shop.hear(shop.reserved(id), shop.determined(id))
            #expect(try await shop.order(id).state == .confirmed)
            #expect(try await shop.balance(.partner(partner)) == LedgerBalance(posted: 2000))
            let order = try await shop.order(id)
            try await shop.hear(shop.notCarried(order))
            #expect(try await shop.balance(.partner(partner)) == LedgerBalance())
            try await shop.expectSound()
        }
    }

    @Test("an order of a batch that cannot be read does not hide the others")
    func readsLeniently() throws {
        let body = """
            {"orders": [{"partner_order_ref": "D-1", "buyer": "nobody"}, {"lines": []}]}
            """
        let entries = try ImportBody(decoding: Array(body.utf8)).orders.map(\.entry)
        #expect(entries.map(\.reference) == ["D-1", nil])
        #expect(throws: ImportFault.self) { try entries[0].request.get() }
    }

    @Test("of a partner that is not registered are refused, all of them")
    func refusesStrangers() async throws {
        try await Shop.open { shop in
            let entries = [entry(shop, "F-1")]
            let error = await #expect(throws: Problem.self) { try await sendUnregistered(shop, entries) }
            #expect(error?.code == "partner-not-registered")
            let told = try await shop.schema.told(OrderPlaced.self)
            #expect(told.isEmpty)
        }
    }

    @Test("answers with a reason of the closed list whatever rule of placing an order is broken")
    func closedList() {
        let line: Int32 = 1
        let placing: [OrderRefusal] = [
            .lineCount(0), .lineNumber(line), .unknownListing(line: line), .quantityOutOfRange(line: line),
            .priceOutOfRange(line: line), .wrongUnit(line: line), .destinationMissing, .unknownStation(.make()),
            .partnerReference,
        ]
        for refusal in placing { #expect(ImportReason(rawValue: refusal.code) != nil, "\(refusal.code)") }
        #expect(ImportReason(rawValue: WorthlessLine(line: line).code) == .worthlessLine)
    }

    @Test("more than 200 at once are refused")
    func boundsBatches() async throws {
        try await Shop.open { shop in
            let entries = (1...201).map { entry(shop, "E-\($0)") }
            let error = await #expect(throws: Problem.self) { try await send(shop, entries) }
            #expect(error?.code == "batch-size")
        }
    }
}
