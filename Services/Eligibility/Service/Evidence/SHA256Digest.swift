internal import Crypto
internal import Vocabulary

extension ContentDigest {
    /// The SHA-256 digest of bytes.
    init(sha256 bytes: some Sequence<UInt8>) {
        var hash = SHA256()
        hash.update(data: Array(bytes))
        let hexadecimal = hash.finalize().flatMap { byte in
            [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 0xf)]]
        }
        guard let digest = ContentDigest(String(decoding: hexadecimal, as: UTF8.self)) else {
            preconditionFailure("SHA-256 has 64 hexadecimal digits")
        }
        self = digest
    }

    /// The SHA-256 digest of a text's UTF-8 bytes.
    static func sha256(_ text: String) -> ContentDigest { ContentDigest(sha256: text.utf8) }

    private static let digits = Array("0123456789abcdef".utf8)
}
