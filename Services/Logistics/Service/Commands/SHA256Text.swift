internal import Crypto

/// The SHA-256 of a text, as 64 hexadecimal digits in lower case.
func sha256(of text: String) -> String {
    let digits = Array("0123456789abcdef")
    return String(SHA256.hash(data: Array(text.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
