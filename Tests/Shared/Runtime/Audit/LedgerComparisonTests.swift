import Delivery
import Eventing
import Testing
import Vocabulary

@testable import Runtime

@Suite("The comparison of all services")
struct LedgerComparisonTests {
    private let noon = Instant.example()
    private let source = EventSource("orders", "order")

    private func tally(
        _ side: StreamSide, _ events: Int64, _ fingerprint: Int64, hour: Int64? = 0, of source: EventSource? = nil
    ) -> StreamTally {
        StreamTally(
            side: side, source: (source ?? self.source).description, hour: hour.map { noon + .hours($0) },
            events: events, fingerprint: fingerprint)
    }

    private func orders(_ tallies: StreamTally..., since hour: Int64 = 0) -> AuditReport {
        AuditReport(
            service: "orders", at: noon, checks: [], byTheHourSince: noon + .hours(hour), streams: tallies,
            publications: [Publication(source, to: ["catalogue"])])
    }

    private func catalogue(
        _ tallies: StreamTally..., checks: [AuditCheck] = [], passedOver: Int64 = 0, since hour: Int64 = 0
    ) -> AuditReport {
        AuditReport(
            service: "catalogue", at: noon, checks: checks, byTheHourSince: noon + .hours(hour), streams: tallies,
            passedOver: [PassedOver(source: source.description, events: passedOver)], publications: [])
    }

    private func verdict(_ reports: AuditReport..., listings: [EventListing] = []) -> LedgerVerdict {
        LedgerComparison(reports, listings: listings).verdict()
    }

    @Test("reads and writes as many hours and events as there are")
    func many() throws {
        let hours = (0..<1500).map { tally(.told, 1, $0, hour: $0) }
        let report = AuditReport(
            service: "orders", at: noon, checks: [], byTheHourSince: noon, streams: hours, publications: [])
        #expect(try AuditReport(decoding: try report.encoded()) == report)
        let entries = (0..<1500).map { _ in EventListing.Entry(id: .make(), digest: 1, standing: .left) }
        let listing = EventListing(
            service: "orders", side: .told, source: source.description, hour: noon, began: noon, ended: noon,
            entries: entries)
        #expect(try EventListing(decoding: try listing.encoded()) == listing)
        let verdict = verdict(report, catalogue())
        #expect(try LedgerVerdict(decoding: try verdict.encoded()) == verdict)
    }

    @Test("finds all well when every hour has the same number and the same fingerprint on both sides")
    func well() {
        let verdict = verdict(orders(tally(.told, 3, 7)), catalogue(tally(.heard, 3, 7)))
        #expect(verdict.isOK && verdict.isSettled && verdict.requests == [] && verdict.faults == [])
        #expect("\(VerdictPage(verdict))".contains("all is well: everyone heard what was told to them"))
    }

    @Test(
        "does not miss what had been dropped before its listener began, and nothing else",
        arguments: [Int64(4), 3, 5, 0])
    func passedOver(events: Int64) {
        let verdict = verdict(
            orders(tally(.told, 9, 7, hour: nil), tally(.told, 1, 1)),
            catalogue(tally(.heard, 5, 3, hour: nil), tally(.heard, 1, 1), passedOver: events))
        #expect(verdict.isSettled == (events == 4))
        if events == 4 {
            #expect("\(VerdictPage(verdict))".contains("4 dropped before it listened"))
        } else {
            #expect(verdict.faults.count == 1)
        }
    }

    @Test("asks for listings of the hours that differ, and finds nothing well before it has them")
    func requests() {
        let verdict = verdict(
            orders(tally(.told, 3, 7), tally(.told, 1, 1, hour: 1)),
            catalogue(tally(.heard, 3, 8), tally(.heard, 1, 1, hour: 1)))
        #expect(!verdict.isOK && verdict.roads.map(\.unlistedHours) == [1])
        #expect(
            verdict.requests.map(\.description) == [
                "orders audit --list told --source /throughtrain/orders/order --bucket 2019-07-07T04:00:00.000Z",
                "catalogue audit --list heard --source /throughtrain/orders/order --bucket 2019-07-07T04:00:00.000Z",
            ])
    }

    @Test("names an event by the listings, for machines and for people")
    func names() throws {
        let id = UUIDv7(high: 1, low: 2)
        func listing(_ service: String, _ side: StreamSide, at minutes: Int64, has: Bool) -> EventListing {
            EventListing(
                service: service, side: side, source: source.description, hour: noon, began: noon + .minutes(minutes),
                ended: noon + .minutes(minutes), queued: 0,
                entries: has ? [EventListing.Entry(id: id, digest: 5, standing: .left)] : [])
        }
        let verdict = verdict(
            orders(tally(.told, 1, 7)), catalogue(),
            listings: [listing("orders", .told, at: 0, has: true), listing("catalogue", .heard, at: 1, has: false)])
        #expect(!verdict.isOK && verdict.requests == [] && verdict.roads.map(\.faults) == [1])
        #expect(verdict.events.map(\.id) == [id] && verdict.events.map(\.fate) == [.missing])
        let page = "\(VerdictPage(verdict))"
        #expect(page.contains("/throughtrain/orders/order: \(id), catalogue: told, but not heard"))
        #expect(page.contains("something is wrong"))
        let json = String(decoding: try verdict.encoded(), as: UTF8.self)
        #expect(json.contains(#""ok":false"#) && json.contains(#""fate":"missing""#))
        #expect(try LedgerVerdict(decoding: verdict.encoded()) == verdict)
    }

    @Test("adds up the hours that one of the two no longer keeps")
    func horizons() {
        let verdict = verdict(
            orders(tally(.told, 2, 4, hour: -1), tally(.told, 1, 1, hour: nil), since: -1),
            catalogue(tally(.heard, 3, 5, hour: nil)))
        #expect(verdict.isOK)
    }

    @Test("cannot name what is older than what is kept by the hour, but says that it differs")
    func old() {
        let verdict = verdict(orders(tally(.told, 2, 4, hour: nil)), catalogue(tally(.heard, 1, 4, hour: nil)))
        #expect(!verdict.isOK && verdict.requests == [])
        #expect(verdict.faults.count == 1 && verdict.faults[0].contains("2 told, 1 heard by catalogue"))
    }

    @Test("finds fault with a service that gave no report, and with one that hears what is not told to it")
    func strangers() {
        #expect(
            verdict(orders(tally(.told, 3, 7))).faults
                == ["/throughtrain/orders/order: catalogue listens, but there is no report of it"])
        #expect(
            verdict(catalogue(tally(.heard, 3, 7))).faults
                == ["/throughtrain/orders/order: orders tells, but there is no report of it"])
        let claim = EventSource("orders", "claim")
        #expect(
            verdict(orders(), catalogue(tally(.heard, 3, 7, of: claim))).faults
                == ["/throughtrain/orders/claim: 3 heard by catalogue, which is not in its audience"])
    }

    @Test("is not well while a service's own audit is not, and tells which check took longest")
    func breaches() {
        let verdict = verdict(
            orders(),
            catalogue(checks: [
                AuditCheck("lots add up", examined: 3, breaches: ["lot 1"], since: .now - .seconds(2)),
                AuditCheck("nothing is parked", examined: 3, breaches: []),
            ]))
        #expect(!verdict.isOK)
        let page = "\(VerdictPage(verdict))"
        #expect(page.contains("catalogue: lots add up: lot 1"))
        #expect(page.contains("lots add up, 20"))
    }
}
