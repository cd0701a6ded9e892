/// The statistical code of an administrative division: a county (6 digits, GB/T 2260), township (9) or village (12).
public struct DivisionCode: Sendable, Hashable, Comparable, LosslessStringConvertible {
    /// How far down a division lies.
    public enum Level: Int, Sendable {
        /// 6 digits.
        case county = 6
        /// 9 digits.
        case township = 9
        /// 12 digits.
        case village = 12
    }

    /// The digits.
    public let description: String

    /// Reads a code of 6, 9 or 12 digits; nil for anything else.
    public init?(_ text: String) {
        guard Level(rawValue: text.utf8.count) != nil,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        description = text
    }

    private init(prefix: Substring) {
        description = String(prefix)
    }

    /// Which of the three levels it is of.
    public var level: Level {
        switch description.utf8.count {
        case 6: .county
        case 9: .township
        default: .village
        }
    }

    /// The county that it lies in, or is.
    public var county: DivisionCode {
        DivisionCode(prefix: description.prefix(6))
    }

    /// Orders by the digits.
    public static func < (left: DivisionCode, right: DivisionCode) -> Bool {
        left.description < right.description
    }
}

/// A point on the earth, WGS-84.
public struct Coordinate: Sendable, Hashable {
    /// Degrees east x 10^7.
    public var longitude: Int32
    /// Degrees north x 10^7.
    public var latitude: Int32

    /// Makes a point from degrees x 10^7.
    public init(longitude: Int32, latitude: Int32) {
        self.longitude = longitude
        self.latitude = latitude
    }
}
