import Foundation

/// Looks for texts that must be nowhere in clear: as they are, in hexadecimal digits, in base64, or as JSON and addresses escape
/// them.
struct ClearText {
    private struct Pattern {
        let text: String
        let form: String
        let bytes: Data
    }

    private let patterns: [Pattern]

    /// - Parameter texts: each of 9 bytes or more, so that none of its forms is found by chance.
    init(_ texts: [String]) {
        patterns = texts.flatMap { text in
            let bytes = Data(text.utf8)
            let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let forms = [("text", text), ("hexadecimal", hexadecimal), ("hexadecimal", hexadecimal.uppercased())]
            let encoded = (0..<3).flatMap { Self.base64(of: bytes, after: $0) }.map { ("base64", $0) }
            let escaped = Self.escapes(of: text).filter { $0 != text }.map { ("escapes", $0) }
            return (forms + encoded + escaped).map { Pattern(text: text, form: $0.0, bytes: Data($0.1.utf8)) }
        }
    }

    /// The characters of base64 that hang on the bytes alone, when so many others stand before them.
    private static func base64(of bytes: Data, after others: Int) -> [String] {
        let encoded = (Data(repeating: 0, count: others) + bytes).base64EncodedString()
        let first = (8 * others + 5) / 6
        let last = 8 * (others + bytes.count) / 6
        let text = String(encoded.prefix(last).dropFirst(first))
        return [text, text.replacing("+", with: "-").replacing("/", with: "_")]
    }

    /// How JSON may write it, and how the path or the query of an address does, by digits of either case.
    private static func escapes(of text: String) -> [String] {
        [false, true].flatMap { isUppercase in
            func digits(_ number: some BinaryInteger, _ width: Int) -> String {
                let digits = String(number, radix: 16, uppercase: isUppercase)
                return String(repeating: "0", count: width - digits.count) + digits
            }
            let json = text.utf16.map { $0 < 0x80 ? String(UnicodeScalar(UInt8($0))) : "\\u\(digits($0, 4))" }
            let address = text.utf8.map { byte in
                let character = Character(UnicodeScalar(byte))
                return character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
                    ? String(character) : "%\(digits(byte, 2))"
            }
            return [json.joined(), address.joined()]
        }
    }

    /// What is in clear in some content.
    func found(in content: Data) -> [String] {
        patterns.filter { content.range(of: $0.bytes) != nil }.map { "\($0.text) as \($0.form)" }
    }
}
