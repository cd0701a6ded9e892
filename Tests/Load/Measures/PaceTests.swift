import Testing

@testable import Bench
@testable import LoadRig

@Suite("When requests are due")
struct PaceTests {
    @Test("at a fixed rate each is due by its number alone, without drift")
    func fixed() {
        let pace = Pace.fixed(perSecond: 300)
        #expect(pace.due(0) == 0)
        #expect(pace.due(1) == 3_333_333)
        #expect(pace.due(300) == 1_000_000_000)
        #expect(pace.due(9_000) == 30_000_000_000)
    }

    @Test("when the system is saturated, none is due before it can be sent")
    func saturating() {
        #expect(Pace.saturating.due(5) == nil)
    }

    @Test("a request that waited for its turn has taken the time since it was due")
    func waiting() {
        var latencies = Latencies()
        // Ten are due each millisecond, and the system stood still until the hundredth.
        for number in 0..<10 {
            guard let due = Pace.fixed(perSecond: 1000).due(number) else { continue }
            latencies.record(from: due, to: 100_000_000)
        }
        #expect(latencies.count == 10)
        #expect(abs(latencies.milliseconds(atPercentile: 50) - 96) < 1)
        #expect(abs(latencies.milliseconds(atPercentile: 99) - 100) < 1)
    }

    @Test(
        "what arrived before it was due has taken no time, and what took too long for the histogram counts as its most")
    func bounds() {
        var latencies = Latencies()
        latencies.record(from: 5, to: 3)
        #expect(latencies.milliseconds(atPercentile: 100) == 0)
        latencies.record(from: 0, to: .max)
        #expect(latencies.count == 2)
        #expect(latencies.milliseconds(atPercentile: 100) >= 600_000)
    }
}
