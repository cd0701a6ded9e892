public import Vocabulary

// What the values of fields look like. Each says what its reader checks, and no more.

extension Int64 {
    /// 64 bits.
    public static func shape() -> FieldShape { .integer(bits: 64) }
}

extension Int32 {
    /// 32 bits.
    public static func shape() -> FieldShape { .integer(bits: 32) }
}

extension Bool {
    /// True or false.
    public static func shape() -> FieldShape { .boolean }
}

extension String {
    /// Any text.
    public static func shape() -> FieldShape { .text(TextShape()) }
}

extension UUIDv7 {
    /// A UUID.
    public static func shape() -> FieldShape { .text(TextShape(format: "uuid")) }

    /// One for each name, so that fields of one name agree between samples and others do not.
    public static func sample(for field: StaticString) -> UUIDv7 {
        let digest = field.withUTF8Buffer { fnv1a($0) }
        let time = UInt64(Instant.example().milliseconds)
        return UUIDv7(high: time << 16 | 0x7000 | digest >> 52, low: 1 << 63 | (digest << 1) >> 2)
    }
}

extension Array where Element: FieldValue {
    /// A list of at most ``maximumListLength`` elements.
    public static func shape() throws(EventFault) -> FieldShape {
        .list(try Element.shape(), maximum: maximumListLength)
    }

    /// A list of one.
    public static func sample(for field: StaticString) throws(EventFault) -> [Element] {
        [try Element.sample(for: field)]
    }
}

extension CodeFieldValue {
    /// Its codes.
    public static func shape() -> FieldShape {
        .codes(allCases.map(\.rawValue), of: String(reflecting: Self.self))
    }
}

extension Base64Bytes {
    /// Groups of four characters.
    public static func shape() -> FieldShape {
        let pattern = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
        return .text(TextShape(pattern: pattern, encoding: "base64"))
    }
}

extension Instant {
    /// RFC 3339.
    public static func shape() -> FieldShape { .text(TextShape(format: "date-time")) }
}

extension Day {
    /// A full date of RFC 3339.
    public static func shape() -> FieldShape { .text(TextShape(format: "date")) }
}

extension Token {
    /// 26 characters of base32.
    public static func shape() -> FieldShape { .text(TextShape(pattern: "^[A-Z2-7]{26}$")) }
}

extension DivisionCode {
    /// 6, 9 or 12 digits.
    public static func shape() -> FieldShape { .text(TextShape(pattern: "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")) }
}

extension EventSource {
    /// A path of three parts.
    public static func shape() -> FieldShape { .text(TextShape(pattern: "^/throughtrain/[^/]+/[^/]+$")) }
}
