import LogisticsDomain
import Seeds
import Testing
import Vocabulary

@Suite("An excursion")
struct ExcursionTests {
    private let space = ColdSpace.compartment(runID: Sample.id(900), number: 2)

    @Test(
        "begins when goods were out of their band for longer than they bear, and not a moment before",
        arguments: [
            (Int64(120), false), (121, true),
        ])
    func allowance(minutes: Int64, isExcursion: Bool) {
        let readings = [reading(0, 50), reading(60, 95), reading(60 + minutes, 70)]
        let assessment = assess(readings, [goods(1)], at: 400)
        #expect(assessment.exposures[0].minutes == minutes)
        #expect((assessment.excursion != nil) == isExcursion)
    }

    @Test("names the period, the peak and who answers for it")
    func story() throws {
        let readings = [reading(0, 50), reading(60, 95), reading(120, 130), reading(200, 70)]
        let excursion = try #require(assess(readings, [goods(1)], at: 400).excursion)
        #expect(excursion.period == window(60, 200))
        #expect(excursion.peak == 130)
        #expect(excursion.outMinutes == 140)
        #expect(excursion.cumulativeMinutes == 140)
        #expect(excursion.custody == .carrier)
        #expect(ColdSpace.store(siteID: Sample.id(1), number: 1).custody == .station)
    }

    @Test("counts cold as well as heat, and a reading until the next one or until now")
    func coldAndOpenEnd() throws {
        let excursion = try #require(assess([reading(0, -30)], [goods(1)], at: 130).excursion)
        #expect(excursion.peak == -30)
        #expect(excursion.outMinutes == 130)
    }

    @Test("counts all exposures together, over several assessments, each minute once")
    func cumulative() throws {
        let readings = [reading(0, 95), reading(80, 50), reading(200, 95), reading(241, 50)]
        let first = assess(Array(readings.prefix(2)), [goods(1)], at: 100)
        #expect(first.excursion == nil)
        #expect(first.exposures[0].minutes == 80)
        let again = assess(Array(readings.prefix(2)), [goods(1, exposed: first.exposures[0])], at: 100)
        #expect(again.exposures[0].minutes == 80)
        let second = assess(readings, [goods(1, exposed: first.exposures[0])], at: 300)
        #expect(second.exposures[0].minutes == 121)
        #expect(try #require(second.excursion).cumulativeMinutes == 121)
        #expect(try #require(second.excursion).outMinutes == 41)
    }

    @Test("condemns only the goods that were there, and only once")
    func exposedOnly() throws {
        let readings = [reading(0, 95), reading(150, 50)]
        let late = goods(2, since: 60)
        let left = goods(3, until: 100)
        let robust = goods(4, band: Band(minimum: 0, maximum: 150, allowedMinutes: 0))
        let assessment = assess(readings, [goods(1), late, left, robust], at: 400)
        #expect(try #require(assessment.excursion).goods.map(\.lotID) == [Sample.id(1)])
        #expect(assessment.exposures.map(\.minutes) == [150, 90, 100, 0])
        let known = goods(1, exposed: assessment.exposures[0])
        let more = assess(readings + [reading(400, 95)], [known], at: 500)
        #expect(more.excursion == nil)
        #expect(more.exposures[0].minutes == 250)
    }

    @Test("agrees with counting minute by minute, for readings at random", arguments: UInt64(1)...60)
    func minuteByMinute(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var minute: Int64 = 0
        var readings: [TemperatureReading] = []
        while minute < 300 {
            readings.append(reading(minute, .random(in: -20...120, using: &random)))
            minute += .random(in: 1...40, using: &random)
        }
        let since = Int64.random(in: 0...100, using: &random)
        let until = Int64.random(in: 150...350, using: &random)
        var expected: Int64 = 0
        for minute in since..<min(until, 320) {
            let standing = readings.last { $0.at <= Sample.morning + .minutes(minute) }
            if let standing, !Sample.chilled.contains(standing.temperature) { expected += 1 }
        }
        let assessment = assess(readings, [goods(1, since: since, until: until)], at: 320)
        #expect(assessment.exposures[0].minutes == expected, "seed \(seed)")
    }

    private func reading(_ minute: Int64, _ temperature: Int32) -> TemperatureReading {
        TemperatureReading(at: Sample.morning + .minutes(minute), temperature: temperature)
    }

    private func window(_ from: Int64, _ to: Int64) -> TimeWindow {
        TimeWindow(from: Sample.morning + .minutes(from), to: Sample.morning + .minutes(to))
    }

    private func goods(
        _ lot: Int, since: Int64 = 0, until: Int64? = nil, band: Band = Sample.chilled,
        exposed: TemperatureExposure? = nil
    ) -> MonitoredGoods {
        MonitoredGoods(
            consignmentID: Sample.id(1000), orderID: Sample.id(20), allocationID: Sample.id(31), lotID: Sample.id(lot),
            productID: Sample.id(51), quantity: .grams(4000), band: band, since: Sample.morning + .minutes(since),
            until: until.map { Sample.morning + .minutes($0) },
            exposure: exposed ?? TemperatureExposure(outside: .minutes(0), assessedUntil: Sample.morning))
    }

    private func assess(
        _ readings: [TemperatureReading], _ goods: [MonitoredGoods], at minute: Int64
    ) -> ColdChainAssessment {
        Excursion.assess(readings, of: goods, in: space, id: Sample.id(80), at: Sample.morning + .minutes(minute))
    }
}
