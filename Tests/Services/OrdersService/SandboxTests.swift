import Eventing
import OrdersDomain
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The sandbox provider", .enabled(if: LiveServers.arePresent))
struct SandboxTests {
    @Test("decides by the means of payment, and notifies until it is heard, signed")
    func notifies() async throws {
        try await Shop.open { shop in
            let sink = try NotificationSink(statuses: [503, 500, 204])
            let desk = shop.service.payments
            var payments: [String: UUIDv7] = [:]
            for instrument in ["approve", "decline", "abandon"] {
                let id = try await shop.place(instrument: instrument)
                try await shop.hear(shop.reserved(id), shop.determined(id))
                payments[instrument] = try await shop.payment(of: id).id
            }
            #expect(try await desk.askForPayments() == 3)
            // What was asked for is not asked for again at once.
            #expect(try await desk.askForPayments() == 0)
            let run = Task { await desk.sandbox.run(notifying: sink.url) }
            #expect(await eventually { sink.received.count == 3 })
            run.cancel()
            let received = sink.received
            #expect(Set(received.map(\.body)).count == 1)
            for request in received {
                #expect(try await desk.isAuthentic(request.signature, over: request.body))
                #expect(try await !desk.isAuthentic(request.signature, over: request.body + [32]))
            }
            #expect(try await !desk.isAuthentic("sha256=00", over: received[0].body))
            #expect(try await !desk.isAuthentic("", over: received[0].body))
            let told = try PaymentNotifications(decoding: received[0].body).notifications
            #expect(
                Dictionary(uniqueKeysWithValues: told.map { ($0.payment, $0.outcome) }) == [
                    try #require(payments["approve"]): .captured, try #require(payments["decline"]): .declined,
                ])
            try await shop.notify(told)
            #expect(try await shop.effects() == ["cancelled", "confirmed"])
        }
    }

    @Test("a payment that is not answered is asked for again, and told under the same identifier")
    func tellsTheSame() async throws {
        try await Shop.open { shop in
            let sink = try NotificationSink(statuses: [204, 204])
            let desk = shop.service.payments
            let id = try await shop.place()
            try await shop.hear(shop.reserved(id), shop.determined(id))
            let run = Task { await desk.sandbox.run(notifying: sink.url) }
            defer { run.cancel() }
            for times in 1...2 {
                // What is being told when it is asked for is not told once more.
                #expect(
                    try await eventually {
                        try await shop.schema.workbench.pool.execute(
                            "UPDATE payment SET asked_at = asked_at - interval '21 seconds'")
                        let asked = try await desk.askForPayments()
                        return asked == 1 && sink.received.count >= times
                    })
            }
            let ids = try sink.received.map { try PaymentNotifications(decoding: $0.body).notifications.map(\.id) }
            #expect(ids.count > 1 && Set(ids).count == 1)
        }
    }

    @Test("money that goes back is asked for until it is taken")
    func givesBack() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            try await shop.hear(shop.notCarried(order))
            #expect(try await shop.service.payments.askForReturns() == 1)
            #expect(try await shop.service.payments.askForReturns() == 0)
        }
    }

    @Test("waits longer from failure to failure, up to half a minute")
    func backsOff() {
        var backoff = NotificationBackoff()
        let waits = (0..<12).map { _ in backoff.next() }
        #expect(waits.prefix(3) == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
        #expect(waits.last == .seconds(30))
    }
}
