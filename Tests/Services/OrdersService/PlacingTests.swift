import Eventing
import OrdersDomain
import OrdersEvents
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Placing an order", .enabled(if: LiveServers.arePresent))
struct PlacingTests {
    @Test("tells of it, starts its clock, and puts it on record")
    func places() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            let told = try await shop.schema.told(OrderPlaced.self)
            #expect(told.map(\.orderID) == [id])
            #expect(told.first?.lines.first?.options?.map(\.value) == ["first"])
            #expect(try await shop.schema.told().first?.correlationID == id)
            let order = try await shop.order(id)
            #expect(order.state == .placed)
            #expect(order.placement.lines.first?.isPerishable == true)
            #expect(order.placement.lines.first?.options == ["grade": "first"])
            try await shop.expectSound()
        }
    }

    @Test("of several orders at the same time takes or refuses each by itself, and tells of it in its own trace")
    func placesTogether() async throws {
        try await Shop.open { shop in
            var unknown = shop.request()
            unknown.lines[0].listing = .make()
            let traces = (1...3).map { _ in TraceContext.begin() }
            let asked = zip([shop.request(), unknown, shop.request(lines: 2)], traces).map { request, trace in
                trace.asCurrent {
                    OrderToPlace(
                        request: request, instrument: "approve",
                        context: CommandContext(actor: "buyer", now: shop.now))
                }
            }
            let outcomes = try await shop.schema.workbench.perform { transaction in
                try await shop.service.place(asked, in: transaction)
            }
            let taken = [try outcomes[0].get(), try outcomes[2].get()]
            #expect((try? outcomes[1].get()) == nil)
            let told = try await shop.schema.told()
            #expect(told.map(\.subject) == taken.map(\.id.description))
            let toldIn = told.map { $0.traceparent.flatMap { TraceContext($0)?.traceID } }
            #expect(toldIn == [traces[0].traceID, traces[2].traceID])
            #expect(try await shop.count("order_line") == 3)
            try await shop.expectSound()
        }
    }

    @Test("is refused for a listing that nobody published, and leaves nothing behind")
    func refusesUnknownListing() async throws {
        try await Shop.open { shop in
            var request = shop.request()
            request.lines[0].listing = .make()
            await #expect(throws: OrderRefusal.unknownListing(line: 1)) {
                try await shop.command { service, context, transaction in
                    try await service.place(request, instrument: "approve", context, in: transaction)
                }
            }
            let left = try await shop.count("sales_order")
            #expect(left == 0)
        }
    }

    @Test("is refused for a line that costs less than a fen")
    func refusesWorthlessLine() async throws {
        try await Shop.open { shop in
            var request = shop.request(grams: 1)
            request.lines[0].expectedPrice = Price(1, .per500g)
            let error = await #expect(throws: WorthlessLine.self) {
                try await shop.command { service, context, transaction in
                    try await service.place(request, instrument: "approve", context, in: transaction)
                }
            }
            #expect(error?.line == 1)
        }
    }

    @Test("to a station needs one that is open")
    func knowsStations() async throws {
        try await Shop.open { shop in
            var request = shop.request()
            request.destination = Destination(kind: .station, place: shop.station, city: .luodian)
            let place = { [request] in
                try await shop.command { service, context, transaction in
                    try await service.place(request, instrument: "approve", context, in: transaction)
                }
            }
            await #expect(throws: OrderRefusal.unknownStation(shop.station)) { try await place() }
            try await shop.hear(shop.opened)
            _ = try await place()
            try await shop.hear(shop.closed)
            await #expect(throws: OrderRefusal.unknownStation(shop.station)) { try await place() }
        }
    }

    @Test("is refused once the product is withdrawn")
    func knowsWithdrawal() async throws {
        try await Shop.open { shop in
            try await shop.hear(shop.withdrawn)
            await #expect(throws: OrderRefusal.unknownListing(line: 1)) { try await shop.place() }
        }
    }

    @Test("a cancelled order ends and its clock stops")
    func cancels() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            _ = try await shop.command { service, context, transaction in
                try await service.cancel(id, context, in: transaction)
            }
            #expect(try await shop.order(id).cancellation == .buyer)
            #expect(try await shop.schema.told(OrderCancelled.self).map(\.reason) == [.buyer])
            #expect(try await shop.count("deadline") == 0)
            try await shop.expectSound()
        }
    }

    @Test("an order that nobody knows cannot be cancelled")
    func refusesUnknownOrder() async throws {
        try await Shop.open { shop in
            let error = await #expect(throws: Problem.self) {
                try await shop.command { service, context, transaction in
                    try await service.cancel(.make(), context, in: transaction)
                }
            }
            #expect(error?.status == 404)
        }
    }
}
