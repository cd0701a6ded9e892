import CatalogueEvents
import OrdersDomain
import OrdersEvents
@testable import OrdersService
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("Paying for an order", .enabled(if: LiveServers.arePresent))
struct PaymentTests {
    /// An order that waits for its payment.
    private func payable(_ shop: Shop, instrument: String = "approve") async throws -> UUIDv7 {
        let id = try await shop.place(instrument: instrument)
        try await shop.hear(shop.reserved(id), shop.determined(id))
        return id
    }

    @Test("opens once stock is reserved and every household is known, whichever is heard first")
    func opensOnce() async throws {
        try await Shop.open { shop in
            let early = try await shop.place()
            try await shop.hear(shop.determined(early))
            #expect(try await shop.order(early).state == .placed)
            try await shop.hear(shop.reserved(early))
            #expect(try await shop.order(early).state == .payable)
            let late = try await shop.place()
            try await shop.hear(shop.reserved(late))
            #expect(try await shop.order(late).state == .reserved)
            try await shop.hear(shop.determined(late))
            #expect(try await shop.order(late).state == .payable)
            #expect(try await shop.payment(of: late).due == 2000)
            #expect(try await shop.balance(.buyer(of: late)) == LedgerBalance(pending: -2000))
            try await shop.expectSound()
        }
    }

    @Test("a capture of what is due confirms the order, and posts it")
    func confirms() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            #expect(order.state == .confirmed)
            let confirmed = try #require(try await shop.schema.told(OrderConfirmed.self).first)
            #expect(confirmed.consignments.map(\.origin) == [shop.station])
            #expect(confirmed.consignments.first?.items.first?.productID == shop.product)
            #expect(confirmed.benefits.map(\.token) == [shop.household])
            #expect(try await shop.balance(.buyer(of: order.id)) == LedgerBalance(posted: -2000))
            #expect(try await shop.balance(.clearing(at: "sandbox")) == LedgerBalance(posted: 2000))
            try await shop.expectSound()
        }
    }

    @Test("a notification told again has no second effect")
    func countsOnce() async throws {
        try await Shop.open { shop in
            let payment = try await shop.payment(of: try await payable(shop))
            let id = UUIDv7.make()
            try await shop.notify(payment, id: id)
            try await shop.notify(payment, id: id)
            #expect(try await shop.schema.told(OrderConfirmed.self).count == 1)
            #expect(try await shop.count("payment_notification") == 1)
            try await shop.expectSound()
        }
    }

    @Test("a second capture under another notification is kept without effect")
    func refusesSecondCapture() async throws {
        try await Shop.open { shop in
            let payment = try await shop.payment(of: try await payable(shop))
            try await shop.notify(payment)
            try await shop.notify(payment)
            #expect(try await shop.effects() == ["confirmed", "not-in-state"])
        }
    }

    @Test("another amount than is due goes back in full, and the order can be paid again")
    func returnsWrongAmount() async throws {
        try await Shop.open { shop in
            let id = try await payable(shop)
            let payment = try await shop.payment(of: id)
            try await shop.notify(payment, amount: 1999)
            #expect(try await shop.order(id).state == .payable)
            #expect(try await shop.value(Fen.self, "SELECT amount_fen FROM payment_return") == 1999)
            #expect(try await shop.balance(.buyer(of: id)) == LedgerBalance())
            _ = try await shop.command { service, context, transaction in
                try await service.pay(for: id, with: "approve", context, in: transaction)
            }
            try await shop.notify(try await shop.payment(of: id))
            #expect(try await shop.order(id).state == .confirmed)
            try await shop.expectSound()
        }
    }

    @Test("a capture after the cancellation goes back in full")
    func returnsLateCapture() async throws {
        try await Shop.open { shop in
            let id = try await payable(shop)
            let payment = try await shop.payment(of: id)
            _ = try await shop.command { service, context, transaction in
                try await service.cancel(id, context, in: transaction)
            }
            #expect(try await shop.service.payments.askForPayments() == 0)
            try await shop.notify(payment)
            #expect(try await shop.order(id).state == .cancelled)
            #expect(try await shop.value(String.self, "SELECT state FROM payment") == "returned")
            #expect(try await shop.value(String.self, "SELECT effect FROM payment_notification") == "cancelled")
            #expect(try await shop.balance(.clearing(at: "sandbox")) == LedgerBalance())
            try await shop.expectSound()
        }
    }

    @Test("a decline lets the buyer try again, and the third one ends the order")
    func endsByThirdDecline() async throws {
        try await Shop.open { shop in
            let id = try await payable(shop)
            for attempt in 1...3 {
                try await shop.notify(try await shop.payment(of: id), .declined)
                #expect(try await shop.order(id).declines == attempt)
                if attempt == 3 { break }
                _ = try await shop.command { service, context, transaction in
                    try await service.pay(for: id, with: "approve", context, in: transaction)
                }
            }
            #expect(try await shop.schema.told(OrderCancelled.self).map(\.reason) == [.paymentDeclined])
            #expect(try await shop.balance(.buyer(of: id)) == LedgerBalance())
            try await shop.expectSound()
        }
    }

    @Test("a final decline ends the order at once")
    func endsByFinalDecline() async throws {
        try await Shop.open { shop in
            let id = try await payable(shop)
            try await shop.notify(try await shop.payment(of: id), .declined, isFinal: true)
            #expect(try await shop.order(id).cancellation == .paymentDeclined)
        }
    }

    @Test("a payment that nobody opened is put on record, and the others of its batch count")
    func passesUnknownPayments() async throws {
        try await Shop.open { shop in
            let payment = try await shop.payment(of: try await payable(shop))
            try await shop.notify([
                PaymentNotification(
                    id: .make(), payment: .make(), outcome: .captured, amountFen: 5, at: shop.now, isFinal: false),
                PaymentNotification(
                    id: .make(), payment: payment.id, outcome: .captured, amountFen: payment.due, at: shop.now,
                    isFinal: false),
            ])
            #expect(try await shop.effects() == ["confirmed", "unknown-payment"])
        }
    }

    @Test("what nobody pays ends at its deadline, as of the deadline")
    func endsUnpaid() async throws {
        try await Shop.open { shop in
            let id = try await payable(shop, instrument: "abandon")
            let due = try #require(try await shop.order(id).payBy)
            shop.schema.setTime(due + .hours(3))
            #expect(try await shop.workDeadlines { try await shop.order(id).state == .cancelled })
            let cancelled = try #require(try await shop.schema.told(OrderCancelled.self).first)
            #expect(cancelled.reason == .unpaid)
            #expect(cancelled.cancelledAt == due)
        }
    }

    @Test("an answer that is missing for 2 minutes is shown, and the order goes on waiting")
    func listsUnanswered() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            shop.schema.setTime(shop.now + .minutes(3))
            #expect(
                try await shop.workDeadlines {
                    try await shop.schema.breaches() == ["no order waits for an answer of another service: \(id)"]
                })
            try await shop.hear(shop.reserved(id), shop.determined(id))
            #expect(try await shop.order(id).state == .payable)
            try await shop.expectSound()
        }
    }

    @Test("a price that rose, and stock that is short, end an order for their own reasons")
    func endsByRefusal() async throws {
        try await Shop.open { shop in
            let dear = try await shop.place()
            let short = try await shop.place()
            try await shop.hear(shop.refused(dear, .priceChanged), shop.refused(short, .short))
            #expect(try await shop.order(dear).cancellation == .priceChanged)
            #expect(try await shop.order(short).cancellation == .stock)
            // A refusal told twice is put on record and changes nothing.
            try await shop.hear(shop.refused(short, .priceChanged))
            #expect(try await shop.order(short).cancellation == .stock)
            try await shop.expectSound()
        }
    }
}
