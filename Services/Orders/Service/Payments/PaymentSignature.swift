internal import Crypto

/// The proof that a notification comes from the provider: HMAC-SHA256 over the body's bytes (RFC 2104), under a secret
/// that only the provider and this service know.
struct PaymentSignature: Sendable {
    /// The header that carries it.
    static let header = "Payment-Signature"

    private static let scheme = "sha256="
    private let key: SymmetricKey

    init(secret: [UInt8]) {
        key = SymmetricKey(data: secret)
    }

    /// The header's value for a body.
    func sign(_ body: [UInt8]) -> String {
        Self.scheme + HMAC<SHA256>.authenticationCode(for: body, using: key).map(Self.hexadecimal).joined()
    }

    /// Whether a header's value is the provider's for a body. It takes as long whatever is wrong with it.
    func isAuthentic(_ signature: String, over body: [UInt8]) -> Bool {
        guard signature.hasPrefix(Self.scheme), let code = Self.bytes(signature.dropFirst(Self.scheme.count)) else {
            return false
        }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key)
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
