import EligibilityDomain
import Vocabulary

/// A stand-in for SHA-256 with the same form: 64 digits that differ wherever the text does.
func fingerprint(_ text: String) -> ContentDigest {
    var digits = ""
    for salt: UInt64 in 0..<4 {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 ^ salt) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let word = String(hash, radix: 16)
        digits += String(repeating: "0", count: 16 - word.count) + word
    }
    return ContentDigest.parsed(digits)
}
