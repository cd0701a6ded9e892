import LogisticsDomain
import Testing
import Vocabulary

@Suite("Travel time")
struct TravelTimeTests {
    private let dangshan = Coordinate(longitude: 1_163_610_000, latitude: 344_440_000)
    private let straight = TravelTime(roadPermille: 1000, stretches: [], metresPerMinuteBeyond: 1000)

    @Test("measures the great circle: one degree of the meridian, and Luodian to Dangshan")
    func greatCircle() {
        let north = Coordinate(longitude: 1_067_480_000, latitude: 264_290_000)
        // 6,371,009 m x pi / 180.
        #expect(straight.metres(from: Sample.luodian, to: north) == 111_196)
        // By the angle between the two points' unit vectors: 1,363,396.3 m.
        let metres = straight.metres(from: Sample.luodian, to: dangshan)
        #expect(metres == straight.metres(from: dangshan, to: Sample.luodian))
        #expect(metres == 1_363_397)
    }

    @Test("lengthens it by what roads wind, rounded up")
    func winding() {
        let winding = TravelTime(roadPermille: 1333, stretches: [], metresPerMinuteBeyond: 1000)
        let metres = straight.metres(from: Sample.luodian, to: dangshan)
        let expected = (metres * 1333 + 999) / 1000
        #expect(winding.metres(from: Sample.luodian, to: dangshan) == expected)
        #expect(winding.metres(from: dangshan, to: dangshan) == 0)
    }

    @Test(
        "takes minutes begun, slow at first and fast beyond",
        arguments: [
            (Int64(0), Int64(0)), (1, 1), (500, 1), (501, 2), (20_000, 40), (20_001, 41), (80_000, 115), (80_001, 116),
            (92_500, 125),
        ])
    func minutes(metres: Int64, minutes: Int64) {
        #expect(TravelTime.hillCounties.minutes(forMetres: metres) == minutes)
    }
}
