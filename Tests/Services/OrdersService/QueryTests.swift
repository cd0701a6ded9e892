import CatalogueEvents
import OrdersDomain
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Looking at orders", .enabled(if: LiveServers.arePresent))
struct QueryTests {
    @Test("an order is shown with its parts, its history and what was refused")
    func shows() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            try await shop.hear(shop.revoked(order))
            let view = try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                try await shop.service.show(order.id, in: transaction)
            }
            #expect(view.state == "completed")
            #expect(view.totalFen == 2000)
            #expect(view.lines.first?.parts.map(\.delivered) == [2000])
            #expect(
                view.history.map(\.command) == [
                    "place", "reserve", "determine", "record-capture", "record-collection", "record-delivery", "revoke",
                ])
            #expect(view.history.last?.refusal == "not-in-state")
            #expect(view.history.map(\.by).prefix(2) == ["buyer", "catalogue"])
        }
    }

    @Test("an order that nobody placed is not found")
    func notFound() async throws {
        try await Shop.open { shop in
            let error = await #expect(throws: Problem.self) {
                try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                    try await shop.service.show(.make(), in: transaction)
                }
            }
            #expect(error?.status == 404)
        }
    }

    @Test("orders are counted by state and reason")
    func counts() async throws {
        try await Shop.open { shop in
            _ = try await shop.confirmed()
            let short = try await shop.place()
            _ = try await shop.place()
            try await shop.hear(shop.refused(short, .short))
            let counts = try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                try await shop.service.countOrders(in: transaction)
            }
            #expect(
                counts.counts == [
                    .init("cancelled", "stock", 1), .init("confirmed", nil, 1), .init("placed", nil, 1),
                ])
        }
    }

    @Test("an order that waits too long is listed with who owes the answer")
    func waiting() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            try await shop.hear(shop.reserved(id))
            shop.schema.setTime(shop.now + .minutes(3))
            let owed = {
                try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                    try await shop.service.waitingOrders(in: transaction).orders.map(\.waitsFor)
                }
            }
            #expect(try await shop.workDeadlines { try await owed() == ["eligibility"] })
        }
    }
}
