/// The resident identity number: 17 digits and a check character (GB 11643, by ISO 7064 MOD 11-2).
public enum IdentityNumber {
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checkCharacters = Array("10X98765432".utf8)

    /// The check character of 17 digits; nil for anything else.
    public static func checkCharacter(of digits: some StringProtocol) -> Character? {
        let bytes = Array(digits.utf8)
        let zero = UInt8(ascii: "0")
        guard bytes.count == weights.count, bytes.allSatisfy({ (zero...zero + 9).contains($0) }) else { return nil }
        let sum = zip(bytes, weights).reduce(0) { $0 + Int($1.0 - zero) * $1.1 }
        return Character(UnicodeScalar(checkCharacters[sum % checkCharacters.count]))
    }

    /// Whether a text is such a number, its check character right.
    static func isValid(_ text: String) -> Bool {
        guard let last = text.last, let check = checkCharacter(of: text.dropLast()) else { return false }
        return last == check
    }
}
