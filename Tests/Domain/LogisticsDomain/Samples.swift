import LogisticsDomain
import Vocabulary

/// Values that the tests of this module start from.
enum Sample {
    /// 08:00 of 7 July 2019 in Asia/Shanghai.
    static let morning = Instant(milliseconds: 1_562_457_600_000)
    /// Peaches: 2 to 8 degrees, two hours outside of them.
    static let chilled = Band(minimum: 20, maximum: 80, allowedMinutes: 120)
    /// What a chilled store or compartment is held at.
    static let chilledStore = Band(minimum: 20, maximum: 60, allowedMinutes: 0)
    static let county = code("522728")
    static let township = code("522728101")
    static let luodian = Coordinate(longitude: 1_067_480_000, latitude: 254_290_000)
    static let travel = TravelTime.hillCounties

    static func code(_ digits: String) -> DivisionCode {
        guard let code = DivisionCode(digits) else { preconditionFailure("\(digits) is no division code") }
        return code
    }

    /// An id that is told by a number.
    static func id(_ number: Int) -> UUIDv7 {
        UUIDv7(high: 0x7000, low: UInt64(number))
    }

    static func hours(_ from: Int64, _ to: Int64) -> TimeWindow {
        TimeWindow(from: morning + .hours(from), to: morning + .hours(to))
    }

    /// So many metres east and north of Luodian, roughly.
    static func point(east: Int32, north: Int32) -> Coordinate {
        Coordinate(longitude: luodian.longitude + east * 100, latitude: luodian.latitude + north * 90)
    }
}
