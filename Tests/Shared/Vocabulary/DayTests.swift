import Testing
import Vocabulary

@Suite("A business day in Asia/Shanghai")
struct DayTests {
    @Test(
        "changes at midnight there, which is 16:00 in UTC",
        arguments: [
            ("2019-07-06T15:59:59.999Z", "2019-07-06"),
            ("2019-07-06T16:00:00.000Z", "2019-07-07"),
            ("2019-07-07T15:59:59.999Z", "2019-07-07"),
            ("2019-07-07T16:00:00.000Z", "2019-07-08"),
            ("2019-07-07T00:00:00.000+08:00", "2019-07-07"),
            ("2019-12-31T16:00:00.000Z", "2020-01-01"),
            ("2020-02-28T16:00:00.000Z", "2020-02-29"),
            ("1970-01-01T00:00:00.000Z", "1970-01-01"),
            ("1969-12-31T15:59:59.999Z", "1969-12-31"),
        ])
    func midnight(instant: String, day: String) throws {
        let instant = try #require(Instant(instant))
        #expect(Day(of: instant).description == day)
    }

    @Test("lasts from 00:00 to 24:00, which is the next one's 00:00")
    func bounds() throws {
        let day = try #require(Day("2019-07-07"))
        #expect(day.start.description == "2019-07-06T16:00:00.000Z")
        #expect(day.end.description == "2019-07-07T16:00:00.000Z")
        #expect(day.end == (day + 1).start)
        #expect(Day(of: day.start) == day)
        #expect(Day(of: day.end - .milliseconds(1)) == day)
        #expect(Day(of: day.end) == day + 1)
    }

    /// Counted off with the rule of 1582, from 7,305 days after the epoch: twenty years, five of them leap years.
    @Test("agrees with a calendar counted off day by day, from 1990 to 2040")
    func everyDay() throws {
        var count: Int32 = 7_305
        for year in 1990...2040 {
            let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (index, length) in lengths.enumerated() {
                for dayOfMonth in 1...length {
                    let day = try #require(Day(year: year, month: index + 1, day: dayOfMonth))
                    try #require(day.daysSinceEpoch == count)
                    try #require(day.year == year && day.month == index + 1 && day.dayOfMonth == dayOfMonth)
                    try #require(Day(day.description) == day)
                    count += 1
                }
                #expect(Day(year: year, month: index + 1, day: length + 1) == nil)
            }
        }
        #expect(count == 7_305 + 51 * 365 + 13)
    }

    @Test("of a century's end is leap only every fourth time")
    func centuries() {
        #expect(Day("1900-02-29") == nil)
        #expect(Day("2000-02-29") != nil)
        #expect(Day("2100-02-29") == nil)
        #expect(Day("2400-02-29") != nil)
    }

    @Test(
        "is refused in any other form, and where the calendar has none such",
        arguments: [
            "", "2019-07", "2019-7-7", "2019/07/07", "20190707", "2019-07-07T00:00:00Z", "2019-07-07 ", " 2019-07-07",
            "2019-02-29", "2019-00-07", "2019-13-07", "2019-07-00", "2019-06-31", "0000-01-01", "-019-07-07",
        ])
    func refused(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(
        "is refused where the calendar has none such",
        arguments: [(2019, 2, 29), (2019, 0, 1), (2019, 1, 0), (0, 1, 1)])
    func refusedParts(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
    }

    @Test("moves by days, across months and years")
    func arithmetic() throws {
        let day = try #require(Day("2019-12-31"))
        #expect((day + 1).description == "2020-01-01")
        #expect((day + 60).description == "2020-02-29")
        #expect((day - 365).description == "2018-12-31")
        #expect(day + 7 - day == 7)
        #expect(day < day + 1)
    }
}
