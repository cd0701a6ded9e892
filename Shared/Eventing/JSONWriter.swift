internal import Vocabulary

/// Appends JSON to a buffer of bytes.
///
/// By hand because hot events pass through here: a general encoder costs about ten times as much.
public struct JSONWriter: Sendable {
    /// What has been written so far.
    public internal(set) var bytes: [UInt8] = []

    /// Starts with room for a usual event.
    public init(capacity: Int = 1024) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends a byte as it is.
    public mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends JSON that was written elsewhere.
    public mutating func append(raw json: some Collection<UInt8>) {
        bytes.append(contentsOf: json)
    }

    /// Appends an ASCII literal as it is.
    public mutating func append(literal text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a member's name and its colon.
    public mutating func append(key name: StaticString) {
        let count = name.utf8CodeUnitCount
        append(count: count + 3) { place in
            place[0] = UInt8(ascii: "\"")
            name.withUTF8Buffer { name in
                for index in name.indices { place[index + 1] = name[index] }
            }
            place[count + 1] = UInt8(ascii: "\"")
            place[count + 2] = UInt8(ascii: ":")
        }
    }

    /// Appends a number.
    public mutating func append(_ number: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var rest = number.magnitude
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            bytes.append(contentsOf: digits[start...])
        }
    }

    /// Appends the text form of an identifier in quotes.
    mutating func append(_ id: UUIDv7) {
        append(count: 38) { place in
            place[0] = UInt8(ascii: "\"")
            id.write(to: UnsafeMutableBufferPointer(rebasing: place[1...]))
            place[37] = UInt8(ascii: "\"")
        }
    }

    /// Appends the text form of an instant in quotes.
    mutating func append(_ instant: Instant) {
        guard instant.hasUsualText else { return append(instant.description) }
        append(count: Instant.textLength + 2) { place in
            place[0] = UInt8(ascii: "\"")
            instant.write(to: UnsafeMutableBufferPointer(rebasing: place[1...]))
            place[Instant.textLength + 1] = UInt8(ascii: "\"")
        }
    }

    /// Appends so many bytes, all of which the closure writes where they are to lie.
    private mutating func append(count: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        bytes.append(addingCapacity: count) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, filled in
                write(UnsafeMutableBufferPointer(rebasing: buffer[filled..<filled + count]))
                filled += count
            }
        }
    }

    /// Appends a text in quotes, with what must be escaped.
    public mutating func append(_ text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // Few texts hold anything to escape, so that most go over in one piece.
            if utf8.contains(where: Self.mustEscape) {
                for byte in utf8 { appendEscaped(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        append(UInt8(ascii: "\""))
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(literal: "\\\"")
        case UInt8(ascii: "\\"): append(literal: "\\\\")
        case UInt8(ascii: "\n"): append(literal: "\\n")
        case UInt8(ascii: "\r"): append(literal: "\\r")
        case UInt8(ascii: "\t"): append(literal: "\\t")
        case ..<0x20:
            append(literal: "\\u00")
            append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            append(Array("0123456789abcdef".utf8)[Int(byte & 0xf)])
        default: append(byte)
        }
    }
}
