import Delivery
import Eventing
import Testing
import Vocabulary

@testable import Runtime

@Suite("The events of an hour in which two services differ")
struct HourComparisonTests {
    private let noon = Instant.example()
    private let id = UUIDv7(high: 1, low: 1)
    private let source = "/throughtrain/orders/order"

    private func listing(
        _ side: StreamSide, at seconds: Int64, queued: Int64? = 0, _ entries: EventListing.Entry...
    ) -> EventListing {
        EventListing(
            service: side == .told ? "orders" : "catalogue", side: side, source: source, hour: noon,
            began: noon + .seconds(seconds), ended: noon + .seconds(seconds), queued: queued, entries: entries)
    }

    private func entry(_ standing: EventListing.Standing, digest: Int64 = 1) -> EventListing.Entry {
        EventListing.Entry(id: id, digest: digest, standing: standing)
    }

    private func compare(_ listings: EventListing...) -> HourComparison {
        HourComparison(
            of: source, listener: "catalogue", told: listings.filter { $0.side == .told },
            heard: listings.filter { $0.side == .heard })
    }

    @Test("are looked for in listings of both sides")
    func wanted() {
        #expect(compare().wanted == [.told, .heard])
        #expect(compare(listing(.told, at: 0)).wanted == [.heard])
        #expect(compare(listing(.heard, at: 0)).wanted == [.told])
        let both = compare(listing(.told, at: 0), listing(.heard, at: 1))
        #expect(both.wanted == [] && both.differences == [])
    }

    private static let late = HourComparison.patience.milliseconds / 1000

    /// How an event stands in the log and in the inbox, the queues, how much later the inbox was listed, and the fate.
    private static let fates: [(EventListing.Standing, EventListing.Standing?, Int64?, Int64, EventFate?)] = [
        (.left, .heard, 0, late, nil),
        (.waiting, .heard, 0, late, nil),
        (.left, nil, 0, late, .missing),
        (.left, nil, 0, late - 1, .undecided),
        (.left, nil, 3, late, .queued),
        (.left, nil, nil, late, .queued),
        (.waiting, nil, 0, late, .waiting),
        (.left, .parked, 0, late, .parked),
        (.lost, .heard, 0, late, .lost),
        (.lost, nil, 0, late, nil),
    ]

    @Test("are lost only if they have left, lie in no queue, and a later look does not find them", arguments: fates)
    func fate(
        told: EventListing.Standing, heard: EventListing.Standing?, queued: Int64?, after seconds: Int64,
        fate: EventFate?
    ) {
        var inbox = listing(.heard, at: seconds, queued: queued)
        inbox.entries = heard.map { [entry($0)] } ?? []
        let comparison = compare(listing(.told, at: 0, entry(told)), inbox)
        #expect(comparison.differences.map(\.fate) == (fate.map { [$0] } ?? []))
        #expect(comparison.wanted == (fate == .undecided ? [.heard] : []))
    }

    @Test("are altered when the two digests differ, however they stand")
    func altered() {
        for standing in [EventListing.Standing.heard, .parked] {
            let comparison = compare(
                listing(.told, at: 0, entry(.left)), listing(.heard, at: 1, entry(standing, digest: 2)))
            #expect(comparison.differences.map(\.fate) == [.altered])
            #expect(comparison.differences.map(\.toldDigest) == [1] && comparison.differences.map(\.heardDigest) == [2])
        }
    }

    @Test("were never told only if a log that was read after the inbox does not have them")
    func extra() {
        let (log, inbox) = (listing(.told, at: 0), listing(.heard, at: 1, entry(.heard)))
        let undecided = compare(log, inbox)
        #expect(undecided.differences.map(\.fate) == [.undecided] && undecided.wanted == [.told])
        let extra = compare(log, inbox, listing(.told, at: 2))
        #expect(extra.differences.map(\.fate) == [.extra] && extra.wanted == [])
        let toldMeanwhile = compare(log, inbox, listing(.told, at: 2, entry(.left)))
        #expect(toldMeanwhile.differences == [] && toldMeanwhile.wanted == [])
    }
}
