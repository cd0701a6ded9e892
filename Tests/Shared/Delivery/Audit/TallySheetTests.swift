import Eventing
import Testing
import Vocabulary

@testable import Delivery

@Suite("A sheet of tallies")
struct TallySheetTests {
    private let noon = Instant.example()
    private var log: TallySheet.Stream { TallySheet.Stream(.told, of: "/throughtrain/tests/note") }

    private func tally(_ hour: Int64?, _ events: Int64, _ fingerprint: Int64) -> StreamTally {
        StreamTally(
            side: .told, source: log.source, hour: hour.map { noon + .hours($0) }, events: events,
            fingerprint: fingerprint)
    }

    @Test("adds up each hour, and what lies before the horizon without its hour")
    func sums() {
        let sheet = TallySheet(
            [tally(1, 2, 5), tally(1, 1, 3), tally(-1, 4, 8), tally(-2, 1, 1), tally(nil, 1, 2)],
            byTheHourSince: noon)
        #expect(sheet.events(of: log) == 9)
        #expect(sheet.tallies == [tally(nil, 6, 11), tally(1, 3, 6)])
    }

    @Test("that has more hours can be compared with one that has fewer, once both begin at the same")
    func horizons() {
        let earlier = TallySheet([tally(-1, 4, 8), tally(1, 2, 5), tally(nil, 1, 2)], byTheHourSince: noon - .hours(1))
        let later = TallySheet([tally(1, 2, 5), tally(nil, 5, 10)], byTheHourSince: noon)
        #expect(TallySheet.differingHours(earlier[log], later[log]) == [nil, noon - .hours(1)])
        let same = TallySheet(earlier.tallies, byTheHourSince: noon)
        #expect(TallySheet.differingHours(same[log], later[log]) == [])
    }

    @Test("differs in the hours in which the number or the fingerprint does, the earliest first")
    func differences() {
        let one = TallySheet([tally(1, 2, 5), tally(2, 2, 5), tally(3, 1, 1)], byTheHourSince: noon)
        let other = TallySheet([tally(1, 2, 4), tally(2, 2, 5), tally(0, 1, 0)], byTheHourSince: noon)
        #expect(
            TallySheet.differingHours(one[log], other[log])
                == [noon, noon + .hours(1), noon + .hours(3)])
        #expect(TallySheet.differingHours(one[log], [:]).count == 3)
    }
}
