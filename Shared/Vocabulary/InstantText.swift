extension Instant: LosslessStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2019-07-07T12:00:00.000Z`.
    public var description: String {
        guard hasUsualText else {
            let (day, time) = milliseconds.flooredDivision(by: 86_400_000)
            // The text of that time of the first day, of which the date is left out.
            return CivilDate(daysSinceEpoch: day).description + Instant(milliseconds: time).description.dropFirst(10)
        }
        return String(unsafeUninitializedCapacity: Self.textLength) { buffer in
            write(to: buffer)
            return Self.textLength
        }
    }

    /// Reads RFC 3339 with `Z` or an offset and any number of decimals, of which three count; nil for anything else.
    public init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let date = scanner.date(), scanner.skip("T") || scanner.skip("t"),
            let hour = scanner.digits(2), hour < 24, scanner.skip(":"),
            let minute = scanner.digits(2), minute < 60, scanner.skip(":"),
            let second = scanner.digits(2), second <= 60,
            let thousandths = scanner.thousandths(), let offset = scanner.offsetMinutes(), scanner.isAtEnd
        else { return nil }
        self.init(on: date, hour, minute - offset, second, thousandths)
        // An offset, or a leap second, can lead out of the years that have four digits.
        guard hasUsualText else { return nil }
    }

    private init(on date: CivilDate, _ hour: Int64, _ minute: Int64, _ second: Int64, _ thousandths: Int64) {
        let minutes = (Int64(date.daysSinceEpoch) * 24 + hour) * 60 + minute
        self.init(milliseconds: (minutes * 60 + second) * 1000 + thousandths)
    }

    /// From the start of the year 1 to the end of the year 9999.
    private static let writable = -62_135_596_800_000...253_402_300_799_999 as ClosedRange<Int64>
}

// The form that all instants are written in, byte by byte: each event holds some.
extension Instant {
    /// How many bytes the usual text has.
    public static let textLength = 24

    /// Whether the year has four digits.
    public var hasUsualText: Bool { Self.writable.contains(milliseconds) }

    /// Writes the 24 ASCII bytes of the usual text to the start of a buffer that has room for them.
    public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        precondition(buffer.count >= Self.textLength && hasUsualText, "an instant's text takes 24 bytes")
        let (day, time) = milliseconds.flooredDivision(by: 86_400_000)
        let date = CivilDate(daysSinceEpoch: day)
        var position = 0
        func put(_ number: Int, _ width: Int, _ mark: Unicode.Scalar) {
            var rest = number
            for place in (position..<position + width).reversed() {
                buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            buffer[position + width] = UInt8(ascii: mark)
            position += width + 1
        }
        put(date.year, 4, "-")
        put(date.month, 2, "-")
        put(date.day, 2, "T")
        put(Int(time) / 3_600_000, 2, ":")
        put(Int(time) / 60_000 % 60, 2, ":")
        put(Int(time) / 1000 % 60, 2, ".")
        put(Int(time) % 1000, 3, "Z")
    }

    /// Reads the 24 ASCII bytes of the usual text; nil for anything else, be it another text of an instant.
    public init?(usualText bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.textLength,
            let year = Self.number(bytes, 0..<4, "-"), let month = Self.number(bytes, 5..<7, "-"),
            let day = Self.number(bytes, 8..<10, "T"), let hour = Self.number(bytes, 11..<13, ":"), hour < 24,
            let minute = Self.number(bytes, 14..<16, ":"), minute < 60,
            let second = Self.number(bytes, 17..<19, "."), second < 60,
            let thousandths = Self.number(bytes, 20..<23, "Z"),
            let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
        else { return nil }
        self.init(on: date, hour, minute, second, thousandths)
    }

    private static func number(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ mark: Unicode.Scalar
    ) -> Int64? {
        guard bytes[range.upperBound] == UInt8(ascii: mark) else { return nil }
        var number: Int64 = 0
        for index in range {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }
}
