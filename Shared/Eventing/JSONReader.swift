internal import Vocabulary

/// Takes values one after the other from the bytes of a JSON text (RFC 8259).
///
/// It lives only inside ``read(_:_:)``, whose bytes it points into.
public struct JSONReader {
    private let base: UnsafeRawBufferPointer
    private(set) var position: Int
    /// Whether records look for members that do not stand where they would; those inside of one that does, too.
    @usableFromInline var isCareful = false

    /// How deep objects and lists may lie in each other.
    public static let maximumDepth = 32

    @usableFromInline
    init(_ base: UnsafeRawBufferPointer, at position: Int = 0) {
        self.base = base
        self.position = position
    }

    /// Reads one value that fills the bytes.
    @inlinable
    public static func read<Value>(
        _ bytes: some Collection<UInt8>, _ body: (inout JSONReader) throws(EventFault) -> Value
    ) throws(EventFault) -> Value {
        let result = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(EventFault) in try read(whole: UnsafeRawBufferPointer(buffer), body) }
        }
        guard let result else { return try read(Array(bytes), body) }
        return try result.get()
    }

    @inlinable
    static func read<Value>(
        whole buffer: UnsafeRawBufferPointer, _ body: (inout JSONReader) throws(EventFault) -> Value
    ) throws(EventFault) -> Value {
        var json = JSONReader(buffer)
        let value = try body(&json)
        try json.expectEnd()
        return value
    }

    @usableFromInline
    mutating func expectEnd() throws(EventFault) {
        skipSpace()
        guard position == base.count else { throw .malformed(at: position) }
    }

    // MARK: - Values

    /// Takes a text, with its escapes resolved. The character U+0000, which PostgreSQL can keep in no text, is refused.
    public mutating func text() throws(EventFault) -> String {
        try expectKind(.text)
        let content = try stringContent()
        if content.hasEscapes {
            return try unescaped(content.range)
        }
        let bytes = UnsafeRawBufferPointer(rebasing: base[content.range])
        // Most is, and then there is nothing to be validated.
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(at: content.range.lowerBound)
        }
        return text
    }

    /// Takes a text without escapes as its bytes, as the fixed forms of identifiers and dates are read.
    public mutating func plainText() throws(EventFault) -> Slice<UnsafeRawBufferPointer> {
        try expectKind(.text)
        let content = try stringContent()
        guard !content.hasEscapes else { throw .malformed(at: content.range.lowerBound) }
        return base[content.range]
    }

    /// Takes a whole number.
    public mutating func integer() throws(EventFault) -> Int64 {
        try expectKind(.number)
        let start = position
        let isNegative = peek() == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        var value: Int64 = 0
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (tenfold, passed) = value.multipliedReportingOverflow(by: 10)
            let (next, passedToo) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
            guard !passed, !passedToo else { throw .invalid(field: "", expected: "a whole number of 64 bits") }
            value = next
            position += 1
        }
        guard position > firstDigit, !hasLeadingZero(from: firstDigit) else { throw .malformed(at: start) }
        if let byte = peek(), byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            throw .invalid(field: "", expected: "a whole number")
        }
        return value
    }

    /// Takes `true` or `false`.
    public mutating func bool() throws(EventFault) -> Bool {
        skipSpace()
        if take("true") { return true }
        if take("false") { return false }
        throw .invalid(field: "", expected: "true or false")
    }

    /// Takes a list, element by element.
    /// - Parameter element: called with the reader before each element, which it must take.
    @inlinable
    public mutating func list(_ element: (inout JSONReader) throws(EventFault) -> Void) throws(EventFault) {
        try beginList()
        if takeAfterSpace(UInt8(ascii: "]")) { return }
        repeat {
            try element(&self)
        } while takeAfterSpace(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    @usableFromInline
    mutating func beginList() throws(EventFault) {
        try expectKind(.list)
        position += 1
    }

    /// Takes an object, and tells where its members' values are.
    public mutating func members() throws(EventFault) -> JSONMembers {
        var members = JSONMembers(self)
        try beginObject()
        var isEmpty = true
        while try !endsObject(isEmpty: isEmpty) {
            isEmpty = false
            let name = try memberName()
            members.add(name: name, value: position)
            try skipValue()
        }
        return members
    }

    /// Takes all that is left, an object, for the sake of one member: what stands behind that is not looked at.
    /// - Returns: a reader that stands before the member's value; nil if there is none, or it is null.
    mutating func member(_ name: StaticString) throws(EventFault) -> JSONReader? {
        defer { position = base.count }
        try beginObject()
        var isEmpty = true
        while try !endsObject(isEmpty: isEmpty) {
            isEmpty = false
            if matches(try memberName(), name) { return isNull ? nil : self }
            try skipValue()
        }
        return nil
    }

    /// Takes the beginning of an object.
    mutating func beginObject() throws(EventFault) {
        try expectKind(.object)
        position += 1
    }

    /// Takes the end of an object, or what stands before its next member, and tells which it was.
    /// - Parameter isEmpty: whether no member has come yet.
    mutating func endsObject(isEmpty: Bool) throws(EventFault) -> Bool {
        if isEmpty { return takeAfterSpace(UInt8(ascii: "}")) }
        if takeAfterSpace(UInt8(ascii: ",")) { return false }
        try expect(UInt8(ascii: "}"))
        return true
    }

    /// Takes the name of a member, and stands before its value then.
    mutating func memberName() throws(EventFault) -> Range<Int> {
        let name = try stringContent().range
        try expect(UInt8(ascii: ":"))
        skipSpace()
        return name
    }

    /// Takes the name of a member, if just that one comes next and is written without spaces, and stands before its value
    /// then. What is written otherwise takes the longer way, by ``endsObject(isEmpty:)`` and ``memberName()``.
    /// - Parameter isFirst: whether no member has come yet.
    mutating func takeMember(_ name: StaticString, isFirst: Bool) -> Bool {
        let start = isFirst ? position : position + 1
        let end = start + name.utf8CodeUnitCount + 3
        guard end <= base.count, isFirst || base[position] == UInt8(ascii: ","),
            base[start] == UInt8(ascii: "\""), base[end - 2] == UInt8(ascii: "\""), base[end - 1] == UInt8(ascii: ":"),
            matches(start + 1..<end - 2, name)
        else { return false }
        position = end
        return true
    }

    /// Takes the next value whatever it is, and returns its bytes.
    public mutating func rawValue() throws(EventFault) -> Slice<UnsafeRawBufferPointer> {
        skipSpace()
        let start = position
        try skipValue()
        return base[start..<position]
    }

    /// Whether the next value is null.
    public var isNull: Bool {
        var ahead = self
        ahead.skipSpace()
        return ahead.peek() == UInt8(ascii: "n") && ahead.take("null")
    }

    /// Whether the next value is a list.
    var isList: Bool {
        var ahead = self
        ahead.skipSpace()
        return ahead.peek() == UInt8(ascii: "[")
    }

    // MARK: - Bytes

    /// A reader of the same bytes that stands elsewhere.
    @usableFromInline
    func moved(to position: Int) -> JSONReader {
        var moved = self
        moved.position = position
        return moved
    }

    /// Whether the bytes in a range are those of a name.
    func matches(_ range: Range<Int>, _ name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { name in
            for index in name.indices where base[range.lowerBound + index] != name[index] { return false }
            return true
        }
    }

    private func peek() -> UInt8? {
        position < base.count ? base[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    @usableFromInline
    mutating func expect(_ byte: UInt8) throws(EventFault) {
        guard takeAfterSpace(byte) else { throw .malformed(at: position) }
    }

    /// What a value may be, as its first byte tells.
    private enum Kind: String {
        case text = "a text"
        case number = "a whole number"
        case list = "a list"
        case object = "an object"
        case literal = "true, false or null"

        init?(startingWith byte: UInt8) {
            switch byte {
            case UInt8(ascii: "\""): self = .text
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): self = .number
            case UInt8(ascii: "["): self = .list
            case UInt8(ascii: "{"): self = .object
            case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): self = .literal
            default: return nil
            }
        }
    }

    /// Tells a value of another kind, whose field can be named, from what is no JSON at all.
    private mutating func expectKind(_ expected: Kind) throws(EventFault) {
        skipSpace()
        guard let kind = peek().flatMap(Kind.init) else { throw .malformed(at: position) }
        guard kind == expected else { throw .invalid(field: "", expected: expected.rawValue) }
    }

    @usableFromInline
    mutating func takeAfterSpace(_ byte: UInt8) -> Bool {
        skipSpace()
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func take(_ literal: StaticString) -> Bool {
        let end = position + literal.utf8CodeUnitCount
        guard end <= base.count, matches(position..<end, literal) else { return false }
        position = end
        return true
    }

    private func hasLeadingZero(from start: Int) -> Bool {
        base[start] == UInt8(ascii: "0") && position > start + 1
    }

    private mutating func stringContent() throws(EventFault) -> (range: Range<Int>, hasEscapes: Bool) {
        try expect(UInt8(ascii: "\""))
        let start = position
        var hasEscapes = false
        skipPlainText()
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return (start..<position - 1, hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                position += 2
                skipPlainText()
            case ..<0x20:
                throw .malformed(at: position)
            default:
                position += 1
            }
        }
        throw .malformed(at: start)
    }

    /// Passes over bytes that neither end a text, nor begin an escape, nor are control characters: eight at a time.
    ///
    /// In a difference, a byte borrows from those above it only. So the lowest mark is right, and only that one counts.
    private mutating func skipPlainText() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let marks = ones << 7
        while position + 8 <= base.count {
            let bytes = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = bytes ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let escapes = bytes ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let found =
                ((quotes &- ones) & ~quotes | (escapes &- ones) & ~escapes | (bytes &- ones &* 0x20) & ~bytes) & marks
            guard found == 0 else {
                position += found.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
    }

    /// Passes over one value. What lies inside is checked when, and only if, it is read.
    mutating func skipValue() throws(EventFault) {
        var depth = 0
        repeat {
            skipSpace()
            switch peek() {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
                guard depth <= Self.maximumDepth else { throw .tooDeep(at: position) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
                guard depth >= 0 else { throw .malformed(at: position - 1) }
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw .malformed(at: position) }
                position += 1
            case UInt8(ascii: "\""):
                _ = try stringContent()
            default:
                try skipScalar()
            }
        } while depth > 0
    }

    private mutating func skipScalar() throws(EventFault) {
        if take("true") || take("false") || take("null") { return }
        let start = position
        while let byte = peek(), byte.isPartOfNumber { position += 1 }
        guard position > start else { throw .malformed(at: start) }
    }

    // MARK: - Escapes

    private func unescaped(_ range: Range<Int>) throws(EventFault) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            guard base[index] == UInt8(ascii: "\\") else {
                bytes.append(base[index])
                index += 1
                continue
            }
            let scalar = try scalar(escapedAt: &index)
            // Only an escape can say it: as a byte it is no JSON.
            guard scalar != "\0" else { throw .invalid(field: "", expected: "a text without the character U+0000") }
            bytes.append(contentsOf: Unicode.UTF8.encode(scalar).map(Array.init) ?? [])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(at: range.lowerBound) }
        return text
    }

    private func scalar(escapedAt index: inout Int) throws(EventFault) -> Unicode.Scalar {
        let kind = base[index + 1]
        index += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(kind)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try codeUnit(at: &index)
            guard Unicode.UTF16.isLeadSurrogate(unit) else {
                guard let scalar = Unicode.Scalar(unit) else { throw .malformed(at: index) }
                return scalar
            }
            guard index + 1 < base.count, base[index] == UInt8(ascii: "\\"), base[index + 1] == UInt8(ascii: "u")
            else { throw .malformed(at: index) }
            index += 2
            let trail = try codeUnit(at: &index)
            guard Unicode.UTF16.isTrailSurrogate(trail) else { throw .malformed(at: index) }
            return Unicode.UTF16.decode(Unicode.UTF16.EncodedScalar([unit, trail]))
        default: throw .malformed(at: index - 1)
        }
    }

    private func codeUnit(at index: inout Int) throws(EventFault) -> UInt16 {
        guard index + 4 <= base.count else { throw .malformed(at: index) }
        var unit: UInt16 = 0
        // Digits alone: a number's text may have a sign.
        for byte in base[index..<index + 4] {
            guard let digit = hexadecimalValue(of: byte) else { throw .malformed(at: index) }
            unit = unit << 4 | UInt16(digit)
        }
        index += 4
        return unit
    }
}

extension UInt8 {
    fileprivate var isPartOfNumber: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
