import Seeds
import Testing
import Vocabulary

@Suite("An instant")
struct InstantTests {
    /// 2019-07-07T12:00:00Z is 1,562,500,800 seconds after the epoch.
    @Test(
        "is read from RFC 3339",
        arguments: [
            ("2019-07-07T12:00:00Z", 1_562_500_800_000),
            ("2019-07-07t12:00:00z", 1_562_500_800_000),
            ("2019-07-07T20:00:00+08:00", 1_562_500_800_000),
            ("2019-07-07T12:00:00+00:00", 1_562_500_800_000),
            ("2019-07-07T12:00:00-00:00", 1_562_500_800_000),
            ("2019-07-07T06:30:00-05:30", 1_562_500_800_000),
            ("2019-07-08T11:59:00+23:59", 1_562_500_800_000),
            ("2019-07-06T12:01:00-23:59", 1_562_500_800_000),
            ("2019-07-07T12:00:00.5Z", 1_562_500_800_500),
            ("2019-07-07T12:00:00.05Z", 1_562_500_800_050),
            ("2019-07-07T12:00:00.005Z", 1_562_500_800_005),
            ("2019-07-07T12:00:00.123Z", 1_562_500_800_123),
            ("2019-07-07T12:00:00.123999999999999999999999Z", 1_562_500_800_123),
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.999Z", -1),
            ("2000-02-29T00:00:00Z", 951_782_400_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ] as [(String, Int64)])
    func read(text: String, milliseconds: Int64) {
        #expect(Instant(text)?.milliseconds == milliseconds)
    }

    @Test(
        "is refused in any other form, and where the calendar or the clock has none such",
        arguments: [
            "", "2019-07-07", "2019-07-07T12:00Z", "2019-07-07T12:00:00", "2019-07-07 12:00:00Z",
            "2019-7-07T12:00:00Z", "19-07-07T12:00:00Z", "+2019-07-07T12:00:00Z", "0000-01-01T00:00:00Z",
            "2019-02-29T12:00:00Z", "1900-02-29T12:00:00Z", "2019-04-31T12:00:00Z", "2019-00-01T12:00:00Z",
            "2019-13-01T12:00:00Z", "2019-07-00T12:00:00Z", "2019-07-32T12:00:00Z", "2019-07-07T24:00:00Z",
            "2019-07-07T12:60:00Z", "2019-07-07T12:00:61Z", "2019-07-07T12:00:00.Z", "2019-07-07T12:00:00,5Z",
            "2019-07-07T12:00:00+0800", "2019-07-07T12:00:00+08", "2019-07-07T12:00:00+24:00",
            "2019-07-07T12:00:00+08:60", "2019-07-07T12:00:00 Z", "2019-07-07T12:00:00ZZ", " 2019-07-07T12:00:00Z",
            "2019-07-07T12:00:00Z ", "２019-07-07T12:00:00Z", "2019-07-07T12:00:00−08:00",
        ])
    func refused(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(
        "is written in UTC with milliseconds",
        arguments: [
            (1_562_500_800_123, "2019-07-07T12:00:00.123Z"),
            (1_562_500_800_000, "2019-07-07T12:00:00.000Z"),
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (-86_400_000, "1969-12-31T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_001, "10000-01-01T00:00:00.001Z"),
        ] as [(Int64, String)])
    func written(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).description == text)
    }

    @Test("comes back from its text, from year 1 to 9999", arguments: UInt64(0)..<20)
    func roundTrip(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let milliseconds = Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator)
            let instant = Instant(milliseconds: milliseconds)
            #expect(Instant(instant.description) == instant)
            #expect(usual(Array(instant.description.utf8)) == instant)
        }
    }

    @Test("is read as its usual text only from what is an instant's text", arguments: 0..<Instant.textLength)
    func usualText(place: Int) {
        let text = Array("2019-07-31T23:59:59.999Z".utf8)
        for byte in UInt8.min...UInt8.max {
            var other = text
            other[place] = byte
            let instant = Instant(String(decoding: other, as: UTF8.self))
            let isUsual = instant.map { $0.description.utf8.elementsEqual(other) } ?? false
            #expect(usual(other) == (isUsual ? instant : nil))
        }
        #expect(usual(text) != nil)
        #expect(usual(Array(text.dropLast())) == nil)
        #expect(usual(text + [UInt8(ascii: "Z")]) == nil)
    }

    private func usual(_ bytes: [UInt8]) -> Instant? {
        bytes.withUnsafeBytes { Instant(usualText: $0) }
    }

    @Test("moves by spans, and the time between two is one")
    func arithmetic() throws {
        let noon = try #require(Instant("2019-07-07T12:00:00Z"))
        #expect((noon + .minutes(15)).description == "2019-07-07T12:15:00.000Z")
        #expect((noon - .hours(13)).description == "2019-07-06T23:00:00.000Z")
        #expect(noon + .days(1) - noon == .hours(24))
        #expect(noon - (noon + .seconds(1)) == .milliseconds(-1_000))
        #expect(noon < noon + .milliseconds(1))
        #expect(Span.days(1) == .minutes(1_440))
        #expect(Span.seconds(59) < .minutes(1))
    }

    @Test("of the wall lies between 2020 and 2200, and does not run backwards by a second")
    func wallTime() throws {
        let now = Instant.wallTime()
        let (earliest, latest) = (
            try #require(Instant("2020-01-01T00:00:00Z")), try #require(Instant("2200-01-01T00:00:00Z"))
        )
        #expect(earliest < now && now < latest)
        #expect(Instant.wallTime() > now - .seconds(1))
    }
}
