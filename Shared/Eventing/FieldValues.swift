public import Vocabulary

// What the fields of events hold, as `events.md` names the types.

/// How many elements a list may have.
public let maximumListLength = 1000

extension Int64: FieldValue {
    /// Appends the digits.
    public func write(to json: inout JSONWriter) { json.append(self) }
    /// Takes a whole number.
    public static func read(from json: inout JSONReader) throws(EventFault) -> Int64 { try json.integer() }
    /// A small number.
    public static func example() -> Int64 { 1200 }
}

extension Int32: FieldValue {
    /// Appends the digits.
    public func write(to json: inout JSONWriter) { json.append(Int64(self)) }
    /// Takes a whole number of 32 bits.
    public static func read(from json: inout JSONReader) throws(EventFault) -> Int32 {
        guard let value = Int32(exactly: try json.integer()) else {
            throw .invalid(field: "", expected: "a whole number of 32 bits")
        }
        return value
    }
    /// A small number.
    public static func example() -> Int32 { 3 }
}

extension Bool: FieldValue {
    /// Appends `true` or `false`.
    public func write(to json: inout JSONWriter) { json.append(literal: self ? "true" : "false") }
    /// Takes `true` or `false`.
    public static func read(from json: inout JSONReader) throws(EventFault) -> Bool { try json.bool() }
    /// True.
    public static func example() -> Bool { true }
}

extension String: FieldValue {
    /// Appends the text, escaped.
    public func write(to json: inout JSONWriter) { json.append(self) }
    /// Takes a text.
    public static func read(from json: inout JSONReader) throws(EventFault) -> String { try json.text() }
    /// A text with a character beyond ASCII.
    public static func example() -> String { "猴橘 orange" }
}

extension UUIDv7: FieldValue {
    /// Appends the text form.
    public func write(to json: inout JSONWriter) { json.append(self) }
    /// Takes the text form.
    public static func read(from json: inout JSONReader) throws(EventFault) -> UUIDv7 {
        guard let id = UUIDv7(utf8: try json.plainText()) else { throw .invalid(field: "", expected: "a UUID") }
        return id
    }
    /// A UUID of version 7.
    public static func example() -> UUIDv7 { UUIDv7(high: 0x0190_163d_8694_739b, low: 0xaea5_966c_26f8_ad91) }
}

extension Array: FieldValue where Element: FieldValue {
    /// Appends the elements in brackets.
    @inlinable
    public func write(to json: inout JSONWriter) throws(EventFault) {
        guard count <= maximumListLength else { throw .tooLong(field: "", limit: maximumListLength) }
        json.append(UInt8(ascii: "["))
        for index in indices {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            try self[index].write(to: &json)
        }
        json.append(UInt8(ascii: "]"))
    }
    /// Takes a list of at most ``maximumListLength`` elements.
    @inlinable
    public static func read(from json: inout JSONReader) throws(EventFault) -> [Element] {
        var elements: [Element] = []
        try json.list { (json) throws(EventFault) in
            guard elements.count < maximumListLength else { throw .tooLong(field: "", limit: maximumListLength) }
            // Most lists are short: the lines of an order, the parts of a line.
            if elements.isEmpty { elements.reserveCapacity(4) }
            elements.append(try Element.read(from: &json))
        }
        return elements
    }
    /// A list of one.
    public static func example() throws(EventFault) -> [Element] { [try Element.example()] }
}

/// A field value with a text form of its own.
public protocol TextFieldValue: FieldValue, LosslessStringConvertible {
    /// What a reader expects, to say so where it finds something else: `an instant`.
    static var expectation: String { get }
}

extension TextFieldValue {
    /// Appends the text form.
    @inlinable
    public func write(to json: inout JSONWriter) { json.append(description) }
    /// Takes the text form.
    @inlinable
    public static func read(from json: inout JSONReader) throws(EventFault) -> Self { try read(textFrom: &json) }

    @inlinable
    static func read(textFrom json: inout JSONReader) throws(EventFault) -> Self {
        guard let value = Self(try json.text()) else { throw .invalid(field: "", expected: expectation) }
        return value
    }
}

extension Instant: TextFieldValue {
    /// Appends the text form.
    public func write(to json: inout JSONWriter) { json.append(self) }
    /// Takes the text form, which nearly always is the one that is written here.
    public static func read(from json: inout JSONReader) throws(EventFault) -> Instant {
        var ahead = json
        if let bytes = try? ahead.plainText(),
            let instant = Instant(usualText: UnsafeRawBufferPointer(rebasing: bytes))
        {
            json = ahead
            return instant
        }
        return try read(textFrom: &json)
    }
    /// RFC 3339 in UTC, milliseconds.
    public static var expectation: String { "an instant of RFC 3339" }
    /// Noon of an alleviation day.
    public static func example() -> Instant { Instant(milliseconds: 1_562_472_000_000) }
}

extension Day: TextFieldValue {
    /// `YYYY-MM-DD`.
    public static var expectation: String { "a day YYYY-MM-DD" }
    /// An alleviation day.
    public static func example() -> Day { Day(of: .example()) }
}

extension Token: TextFieldValue {
    /// 26 characters of base32.
    public static var expectation: String { "a token of 26 characters" }
    /// Any token.
    public static func example() throws(EventFault) -> Token {
        guard let token = Token("MFRGGZDFMZTWQ2LKNNWG23TPOA") else { throw .invalid(field: "", expected: expectation) }
        return token
    }
}

extension DivisionCode: TextFieldValue {
    /// 6, 9 or 12 digits.
    public static var expectation: String { "a division code of 6, 9 or 12 digits" }
    /// Luodian.
    public static func example() throws(EventFault) -> DivisionCode {
        guard let code = DivisionCode("522728") else { throw .invalid(field: "", expected: expectation) }
        return code
    }
}

/// An enumeration whose cases are codes in JSON.
public protocol CodeFieldValue: FieldValue, RawRepresentable<String>, CaseIterable {}

extension CodeFieldValue {
    /// Appends the code.
    @inlinable
    public func write(to json: inout JSONWriter) { json.append(rawValue) }
    /// Takes one of the codes.
    @inlinable
    public static func read(from json: inout JSONReader) throws(EventFault) -> Self {
        guard let value = Self(rawValue: try json.text()) else {
            throw .invalid(field: "", expected: "one of " + allCases.map(\.rawValue).joined(separator: ", "))
        }
        return value
    }
    /// The first code.
    public static func example() throws(EventFault) -> Self {
        guard let first = allCases.first else { throw .invalid(field: "", expected: "one of no codes") }
        return first
    }
}

extension QuantityUnit: CodeFieldValue {}
extension PriceBasis: CodeFieldValue {}

extension Quantity: Record {
    /// `{unit, amount}`.
    @inlinable
    public init(_ fields: inout some FieldCoder, _ quantity: Quantity?) throws(EventFault) {
        let unit = try fields.field("unit", quantity?.unit)
        self.init(try fields.field("amount", quantity?.amount), unit)
    }
}

extension Price: Record {
    /// `{fen, per}`.
    @inlinable
    public init(_ fields: inout some FieldCoder, _ price: Price?) throws(EventFault) {
        let fen = try fields.field("fen", price?.fen, like: 500)
        self.init(fen, try fields.field("per", price?.per))
    }
}

extension Band: Record {
    /// `{min, max, allowed_min}`.
    @inlinable
    public init(_ fields: inout some FieldCoder, _ band: Band?) throws(EventFault) {
        let minimum = try fields.field("min", band?.minimum, like: 20)
        let maximum = try fields.field("max", band?.maximum, like: 80)
        let allowedMinutes = try fields.field("allowed_min", band?.allowedMinutes, like: 120)
        self.init(minimum: minimum, maximum: maximum, allowedMinutes: allowedMinutes)
    }
}
